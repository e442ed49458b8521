"""The office's calendar: public holidays beside the office's own days, which win."""

from datetime import date
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from inspection_app import policies
from inspection_app.access import allow
from inspection_app.forms import Form, day, line
from inspection_app.models import CalendarDay
from inspection_app.models.base import now
from inspection_app.queries import workdays
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError
from inspection_app.rules.workdays import holidays_of
from inspection_app.services import office_days
from inspection_app.transaction import transaction
from inspection_app.web import load, render, see_other

from .views import bp

FIRST, LAST = 2000, 2100  # years


class DayForm(Form):
    """A day off in lieu, or a day worked in exchange."""

    day = day(_l("Day"))
    kind = SelectField(
        _l("The office is"),
        choices=lambda: [
            SelectChoice("off", _("closed (off in lieu)")),
            SelectChoice("worked", _("open (worked in exchange)")),
        ],
    )
    name = line(_l("What for"), most=200)


@bp.get("/calendar/office")
@allow(policies.keep_office_calendar)
def office() -> Response:
    """A year's public holidays, and what the office decided otherwise."""
    return _page(DayForm(formdata=None), _year())


@bp.post("/calendar/office")
@allow(policies.keep_office_calendar)
def correct() -> Response:
    """Say of a day that the office is open or closed."""
    form = DayForm()
    if not form.validate():
        return _page(form, _year(), status=422)
    try:
        with transaction():
            worked = form.kind.data == "worked"
            office_days.correct(form.day.data, form.name.data, worked=worked, by=current_user)
    except DomainError as error:
        form.refuse(error)
        return _page(form, form.day.data.year, status=422)
    flash(_("The office's calendar was saved."), "success")
    return see_other("calendar.office", year=form.day.data.year)


@bp.post("/calendar/office/<uuid:day_id>/forget")
@allow(policies.keep_office_calendar)
def forget(day_id: UUID) -> Response:
    """Let the public calendar hold again."""
    row = load(CalendarDay, day_id, see=lambda user, _day: policies.keep_office_calendar(user))
    year = row.day.year
    with transaction():
        office_days.forget(row, by=current_user)
    flash(_("The correction was taken back."), "success")
    return see_other("calendar.office", year=year)


def _year() -> int:
    text = request.args.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == len(str(LAST)) else 0
    return year if FIRST <= year <= LAST else local_day(now()).year


def _page(form: DayForm, year: int, *, status: int = 200) -> Response:
    own = workdays.corrections(year)
    rows: list[tuple[date, str, CalendarDay | None]] = [(each, name, None) for each, name in holidays_of(year).items()]
    rows = [row for row in rows if row[0] not in {each.day for each in own}] + [
        (each.day, each.name, each) for each in own
    ]
    rows.sort(key=lambda row: row[0])
    return render("calendar/office.html", status=status, form=form, year=year, rows=rows, first=FIRST, last=LAST)
