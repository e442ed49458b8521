"""The panel «Trao đổi nội bộ» of the desk review at an item, and its forms."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from flask_login import current_user

from inspection_app import policies
from inspection_app.forms import Form, IdField, terms
from inspection_app.forms import text as text_area
from inspection_app.models import Assessment, DeskThread
from inspection_app.rules.terms import ThreadKind
from inspection_app.services.desk_threads import ThreadDraft


class ThreadForm(Form):
    """A question, what is missing, or a remark."""

    operation_id = IdField()
    kind = terms(_l("Kind"), ThreadKind)
    text = text_area(_l("Text"), most=4000, must=True)

    def draft(self) -> ThreadDraft:
        """What was entered, as the service takes it."""
        return ThreadDraft(self.operation_id.data, ThreadKind(self.kind.data), self.text.data)


class ReplyForm(Form):
    """An answer in a thread."""

    operation_id = IdField()
    text = text_area(_l("Reply"), most=4000, must=True)


def panel(item: Assessment, threads: Sequence[DeskThread]) -> dict[str, Any]:
    """The threads' forms that this person may use now; the agency has none and sees none."""
    writes = policies.review(current_user, item.inspection)
    unresolved = [each for each in threads if each.resolved_at is None] if writes else []
    return {
        "reviews": writes,
        "sees_threads": policies.see_desk_review(current_user, item.inspection),
        "thread_form": ThreadForm(formdata=None, operation_id=uuid4()) if writes else None,
        "reply_forms": {each.id: reply_form(each) for each in unresolved},
    }


def reply_form(thread: DeskThread, *, posted: bool = False) -> ReplyForm:
    """The form of one thread among several."""
    return ReplyForm(key=thread.id) if posted else ReplyForm(formdata=None, key=thread.id, operation_id=uuid4())
