"""The form of a team: a name, and rows of person and role that work without script."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from inspection_app.forms import Form, line, options_of, terms
from inspection_app.models import Team, User
from inspection_app.queries.rounds import roll_of
from inspection_app.rules.terms import TeamRole

ROWS = 20
ROWS_SHOWN = 10  # the rest is folded away


class TeamForm(Form):
    """Name and members; rows without a person do not count."""

    name = line(_l("Name of the team"), most=120)

    def offer(self, people: Sequence[User]) -> None:
        """The people to choose from, each with his or her home agency."""
        self.by_id = {str(user.id): user for user in people}
        choices = options_of(people, _introduced, blank=_("Nobody"))
        for person, _role in self.rows():
            person.choices = choices

    def rows(self) -> list[tuple[SelectField, SelectField]]:
        """Each row's person and role."""
        return [(self[f"person_{number}"], self[f"role_{number}"]) for number in range(1, ROWS + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Nobody is in the team twice."""
        right: bool = super().validate(extra_validators)
        seen: set[str] = set()
        for person, _role in self.rows():
            if person.data and person.data in seen:
                person.errors = [*person.errors, _("This person stands in another row already.")]
                right = False
            seen.add(person.data)
        return right

    def members(self) -> dict[User, TeamRole]:
        """The people of the filled rows."""
        return {self.by_id[person.data]: role.data for person, role in self.rows() if person.data}


for _number in range(1, ROWS + 1):
    _first = TeamRole.LEAD if _number == 1 else TeamRole.MEMBER
    _person = SelectField(_l("Person %(number)s", number=_number), default="")
    _role = terms(_l("Role of person %(number)s", number=_number), TeamRole, default=_first)
    setattr(TeamForm, f"person_{_number}", _person)
    setattr(TeamForm, f"role_{_number}", _role)


def team_form(team: Team) -> TeamForm:
    """Filled with a team to be changed."""
    rows = zip(count(1), roll_of(team), strict=False)
    filled: dict[str, Any] = {"name": team.name}
    for number, member in rows:
        filled |= {f"person_{number}": str(member.user_id), f"role_{number}": member.role}
    return TeamForm(formdata=None, data=filled)


def _introduced(user: User) -> str:
    return f"{user.full_name} ({user.agency.name})" if user.agency else user.full_name
