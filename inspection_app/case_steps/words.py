"""Sentences that several steps share."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.i18n import say
from inspection_app.models import Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import workdays
from inspection_app.rules import deadlines
from inspection_app.rules.clock import local_day
from inspection_app.rules.labels import label
from inspection_app.rules.numerals import date_text, days_text
from inspection_app.rules.terms import Due, Stage
from inspection_app.web import Step


def waiting(inspection: Inspection, text: str = "") -> Step:
    """Nothing to do now; `text` says what is being waited for."""
    href = url_for("inspections.show", inspection_id=inspection.id)
    return Step(inspection.agency.name, text, href, _("Look at it"))


def moving(inspection: Inspection, stage: Stage, title: str, text: str = "") -> Step:
    """Take the case to its next stage."""
    href = url_for("inspections.confirm_stage", inspection_id=inspection.id, stage=stage.value)
    return Step(title, text, href, _("To: %(stage)s", stage=say(label(stage))))


def standing(inspection: Inspection, user: User) -> str:
    """Stage, visit and the last days that concern this person, for whoever does not see the case itself."""
    team = policies.see_team_part(user, inspection)
    dues = [each for each in Due if team or each is not Due.RESULT]  # the result notice is the team's own duty
    return " ".join([stage_and_visit(inspection), *due(inspection, *dues)])


def due(inspection: Inspection, *dues: Due) -> list[str]:
    """The last days among these that run now, with the time left."""
    today, office = local_day(now()), workdays.calendar()
    days = [(each, getattr(inspection, each)) for each in dues if inspection.stage in deadlines.RUNNING[each]]
    return [
        _(
            "%(what)s: %(day)s (%(left)s).",
            what=say(label(each)),
            day=date_text(day),
            left=say(deadlines.left(day, today, office)),
        )
        for each, day in days
        if day
    ]


def stage_and_visit(inspection: Inspection) -> str:
    """«Kiểm tra tại cơ quan, lịch kiểm tra 18/11/2020 – 20/11/2020.»"""
    stage = say(label(inspection.stage))
    days = days_text(inspection.visit_from, inspection.visit_to)
    if not days:
        return f"{stage}."
    sentence: str = _("%(stage)s, visit %(days)s.", stage=stage, days=days)
    return sentence
