"""Forms of people."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from inspection_app.forms import Form, line, options_of
from inspection_app.i18n import say
from inspection_app.models import Agency, User
from inspection_app.rules.labels import label
from inspection_app.rules.mail_address import LONGEST
from inspection_app.rules.terms import Role
from inspection_app.services.accounts import UserDraft


class PersonForm(Form):
    """A person and what he or she is."""

    full_name = line(_l("Full name"), most=200)
    title = line(_l("Post"), must=False)
    email = line(_l("E-mail address"), most=LONGEST, must=False)
    agency = SelectField(_l("Agency"))
    roles = SelectMultipleField(
        _l("Roles"),
        choices=lambda: [SelectChoice(role.value, say(label(role))) for role in Role],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    password = PasswordField(_l("Password"), validators=[Length(max=200)])

    def offer(self, agencies: Sequence[Agency]) -> "PersonForm":
        """The agencies to choose from."""
        self.by_id = {str(agency.id): agency for agency in agencies}
        blank = _l("None of the inspected agencies")
        self.agency.choices = options_of(agencies, lambda agency: agency.name, blank=blank)
        return self

    def draft(self, username: str) -> UserDraft:
        """What was entered, as the service takes it."""
        return UserDraft(
            username,
            self.full_name.data,
            self.title.data,
            self.by_id.get(self.agency.data),
            frozenset(map(Role, self.roles.data or ())),
            self.password.data or None,
            self.email.data or "",
        )


class NewPersonForm(PersonForm):
    """Somebody without an account so far."""

    username = line(_l("User name"), most=40)


class ChangePersonForm(PersonForm):
    """Somebody with an account; the user name stays."""

    is_active = BooleanField(_l("May sign in"))


def filled(user: User) -> ChangePersonForm:
    """The form with what is known of this person."""
    return ChangePersonForm(
        formdata=None,
        full_name=user.full_name,
        title=user.title,
        email=user.email,
        agency=str(user.agency_id or ""),
        roles=sorted(user.roles),
        is_active=user.is_active,
    )
