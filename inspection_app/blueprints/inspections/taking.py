"""Several files of one form: each good one is taken, each bad one named with its reason."""

from typing import Any

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from inspection_app.forms import Form
from inspection_app.rules.media import bare_name
from inspection_app.rules.message import DomainError, Message
from inspection_app.services import evidence
from inspection_app.services.evidence import Brought
from inspection_app.transaction import let_go
from inspection_app.uploads import MOST_FILES, content_of


class FewFiles:
    """Not more files at once than one form may carry."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError for too many."""
        if len(field.data or []) > MOST_FILES:
            raise ValidationError(_("At most %(most)s files at once.", most=MOST_FILES))


def take(form: Any) -> list[Brought]:
    """The good files of the form's field `file`; the bad ones are named beside it."""
    let_go()  # pictures take their time
    good = []
    for each in form.file.data or []:
        try:
            good.append(evidence.take(each.filename or "", content_of(each)))
        except DomainError as error:
            name_refused(form, each.filename or "", error)
    return good


def name_refused(form: Form, name: str, error: DomainError) -> None:
    """Say beside the field which file was refused and why."""
    told = Message("%(name)s: %(reason)s", name=bare_name(name) or "–", reason=error.message)
    form.refuse(DomainError(told, field="file"))
