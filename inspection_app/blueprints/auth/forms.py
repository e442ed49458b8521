"""Forms of signing in and of one's own account."""

from flask_babel import lazy_gettext as _l

from inspection_app.forms import Form, line, secret


class SignInForm(Form):
    """User name and password."""

    username = line(_l("User name"), most=80)
    password = secret(_l("Password"))


class PasswordForm(Form):
    """A change of one's own password."""

    old = secret(_l("Present password"))
    password = secret(_l("New password"))
