"""The next step of an agency's self-assessment: fill in, put before the head, approve, hand in, wait."""

from flask import url_for
from flask_babel import gettext as _

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.queries import self_assessments as find
from inspection_app.rules.terms import SelfState
from inspection_app.web import Step


def of(inspection: Inspection, user: User) -> Step:
    """What this person of the agency does next while it scores itself."""
    seen = find.overview(inspection)
    text, label = _words(seen, decides=policies.approve_self_assessment(user, inspection))
    href = url_for("self_assessments.show", inspection_id=inspection.id)
    going_on = seen.missing and seen.state is not SelfState.HANDED_IN
    if going_on and seen.state is not SelfState.ASKED:
        href = url_for("inspections.item", item_id=seen.missing[0].assessment.id) + "#own"
    title = _("Self-assessment: %(title)s", title=inspection.round.title)
    return Step(title, text, href, label)


def _words(seen: find.Overview, *, decides: bool) -> tuple[str, str]:
    """What is to be done, and the word on the button."""
    if seen.state is SelfState.HANDED_IN:
        return _("It was handed in; the team goes on from here."), _("Look at it")
    if seen.state is SelfState.RETURNED and seen.row:
        return _("Returned by the head: «%(reason)s».", reason=seen.row.return_reason), _("Go on filling in")
    if seen.missing:
        done, all_ = seen.done, len(seen.lines)
        return _("%(done)s of %(all)s items are complete.", done=done, all=all_), _("Go on filling in")
    if seen.state is SelfState.ASKED:
        waits = _("It waits for the approval of the head of the agency.")
        return (_("It waits for your approval."), _("Read and decide")) if decides else (waits, _("Look at it"))
    if seen.state is SelfState.APPROVED and not seen.approval_void:
        return _("It is approved and can be sent to the team."), _("Hand it in")
    return _("All items are complete. The head of the agency approves them next."), _("Put before the head")
