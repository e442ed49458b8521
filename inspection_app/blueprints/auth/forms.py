"""Forms of signing in and of one's own account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from inspection_app.forms import Form, line, secret


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
