"""The form of giving items out: a choice of member for every field and every item of one inspection."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField

from inspection_app.forms import Form, options_of
from inspection_app.models import Assessment, Criterion, Inspection, User
from inspection_app.queries import inspections as find
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries.criteria_sets import fields_of
from inspection_app.rules.tally import HELD_APART


class AssignmentForm(Form):
    """A choice per field, and per item; an item chosen by itself goes before its field."""

    people: dict[str, User]
    groups: list[tuple[Criterion, list[Assessment]]]

    def field_choice(self, field: Criterion) -> SelectField:
        """To whom the whole field goes."""
        return self[f"field_{field.code}"]

    def item_choice(self, item: Assessment) -> SelectField:
        """To whom this item goes."""
        return self[f"item_{item.id}"]

    def duties(self) -> dict[Assessment, User | None]:
        """Each item with its member."""
        return {item: self.people.get(self._wanted(field, item)) for field, items in self.groups for item in items}

    def _wanted(self, field: Criterion, item: Assessment) -> str:
        """The item's own choice if it was changed, else the field's if there is one."""
        chosen = str(self.item_choice(item).data)
        return chosen if chosen != _holder(item) else self.field_choice(field).data or chosen


def assignment_form(inspection: Inspection, *, posted: bool) -> AssignmentForm:
    """The form for this inspection: as posted, or as the items are given out now."""
    groups = _groups(inspection)
    people = [member.user for member in find_rounds.roll_of(inspection.team)] if inspection.team else []
    kind = type("AssignmentForm", (AssignmentForm,), _choices(groups, people))
    form: AssignmentForm = kind() if posted else kind(formdata=None)
    form.groups, form.people = groups, {str(user.id): user for user in people}
    return form


def _groups(inspection: Inspection) -> list[tuple[Criterion, list[Assessment]]]:
    """Items somebody has to look at, by field; survey and statistics have no inspector."""
    items = [each for each in find.assessments_of(inspection) if each.criterion.assessed_by not in HELD_APART]
    by_field = {field.code: (field, list[Assessment]()) for field in fields_of(inspection.round.criteria_set_id)}
    for item in items:
        by_field[item.criterion.field_code][1].append(item)
    return [group for group in by_field.values() if group[1]]


def _choices(groups: Sequence[tuple[Criterion, list[Assessment]]], people: Sequence[User]) -> dict[str, Any]:
    whole = options_of(people, lambda user: user.full_name, blank=_("Leave as it is"))
    single = options_of(people, lambda user: user.full_name, blank=_("Nobody"))
    fields: dict[str, Any] = {}
    for field, items in groups:
        fields[f"field_{field.code}"] = SelectField(
            _("The whole field %(code)s to", code=field.code), choices=whole, default=""
        )
        for item in items:
            name = f"{item.criterion.code}. {item.criterion.name}"
            fields[f"item_{item.id}"] = SelectField(name, choices=single, default=_holder(item))
    return fields


def _holder(item: Assessment) -> str:
    return str(item.assignee_id) if item.assignee_id else ""
