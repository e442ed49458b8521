"""Forms of signing in and of one's own account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from inspection_app.forms import Form, line, secret, terms
from inspection_app.models import User
from inspection_app.rules.labels import label
from inspection_app.rules.mail_address import LONGEST
from inspection_app.rules.terms import Delivery, Language, NoticeKind
from inspection_app.services.accounts import Preferences


class SignInForm(Form):
    """User name and password."""

    username = line(_l("User name"), most=80)
    password = secret(_l("Password"))


class FirstPasswordForm(Form):
    """The password of an invited person, typed twice."""

    password = secret(_l("New password"))
    again = secret(_l("The same once more"))

    def validate_again(self, field: Field) -> None:
        """Both are the same."""
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords differ."))


class PasswordForm(Form):
    """A change of one's own password."""

    old = secret(_l("Present password"))
    password = secret(_l("New password"))


class PreferencesForm(Form):
    """Where, in which language and how a person wants to be told of things; a choice for each kind is added below."""

    email = line(_l("E-mail address"), most=LONGEST, must=False)
    language = terms(_l("Language"), Language)

    def preferences(self) -> Preferences:
        """What was chosen, as the service takes it."""
        told = {kind: self._fields[kind.value].data for kind in NoticeKind}
        return Preferences(self.email.data or "", self.language.data, told)


for _kind in NoticeKind:
    setattr(PreferencesForm, _kind.value, terms(_l(label(_kind).msgid), Delivery))


def preferred(user: User) -> PreferencesForm:
    """The form with what this person chose."""
    told = {kind.value: user.delivery(kind) for kind in NoticeKind}
    return PreferencesForm(formdata=None, email=user.email, language=user.language, **told)
