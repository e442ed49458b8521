"""Forms of handing over."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from inspection_app.forms import Form, options_of, required
from inspection_app.models import User


class HandOverForm(Form):
    """From whom to whom."""

    giver = SelectField(_l("Handed over by"), validators=[required])
    taker = SelectField(_l("Taken over by"), validators=[required])
    only_open = BooleanField(_l("Only items not assessed yet"))

    def offer(self, people: Sequence[User]) -> "HandOverForm":
        """The members to choose from."""
        self.by_id = {str(user.id): user for user in people}
        for field in (self.giver, self.taker):
            field.choices = options_of(people, lambda user: user.full_name, blank=_("Choose"))
        return self


class ReplaceForm(Form):
    """Who takes the place."""

    newcomer = SelectField(_l("Who takes the place"), validators=[required])

    def offer(self, people: Sequence[User]) -> "ReplaceForm":
        """The inspectors to choose from."""
        self.by_id = {str(user.id): user for user in people}
        self.newcomer.choices = options_of(people, lambda user: user.full_name, blank=_("Choose"))
        return self
