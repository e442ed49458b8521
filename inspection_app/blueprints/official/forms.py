"""The form of an official result: the index and where it comes from, and points by code."""

from collections.abc import Mapping
from decimal import Decimal

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from inspection_app.forms import DecimalField, Form, line
from inspection_app.rules import numerals
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.published_table import HUNDRED, MARKS, MOST_RANK
from inspection_app.services.published_indexes import OfficialDraft

PREFIX = "points-"  # before the code in the name of an input


class FileForm(Form):
    """A table of official points."""

    file = FileField(_l("Table of points (CSV or XLSX file)"), validators=[FileRequired(_l("Choose a file."))])


class OfficialForm(Form):
    """All but the points."""

    percent = DecimalField(_l("Published index"))
    rank = IntegerField(
        _l("Place in the country"),
        validators=[Optional(), NumberRange(1, MOST_RANK, _l("A rank lies between 1 and 100."))],
    )
    mark = SelectField(_l("How sure it is"), choices=["", *MARKS], validate_choice=True)
    source = line(_l("Source"), must=False)

    def offer(self) -> None:
        """The marks in words."""
        words = (_("not said"), _("[V] read in a published source"), _("[K] common practice, not checked"))
        self.mark.choices = list(zip(("", *MARKS), (*words, _("[G] a guess")), strict=True))

    def validate_percent(self, field: DecimalField) -> None:
        """It is a percentage."""
        if field.data is not None and field.data > HUNDRED:
            raise ValidationError(_("The index lies between 0 and 100."))

    def draft(self, points: Mapping[str, Decimal]) -> OfficialDraft:
        """What was entered, as the service takes it."""
        return OfficialDraft(points, self.percent.data, self.rank.data, self.mark.data or "", self.source.data or "")


def typed_points() -> dict[str, str]:
    """What stands in the table's inputs, by code; empty ones left out."""
    return {
        name.removeprefix(PREFIX): text.strip()
        for name, text in request.form.items()
        if name.startswith(PREFIX) and text.strip()
    }


def parsed(typed: Mapping[str, str]) -> tuple[dict[str, Decimal], dict[str, Message]]:
    """The points, and what is wrong with those that are no numbers."""
    points, wrong = {}, {}
    for code, text in typed.items():
        try:
            points[code] = numerals.parse_decimal(text)
        except DomainError as error:
            wrong[code] = error.message
    return points, wrong
