"""The panel «Tự chấm» at an item: what the agency says of itself, and its form while it may change it."""

from typing import Any

from flask_login import current_user

from inspection_app import policies
from inspection_app.models import Assessment, Inspection
from inspection_app.queries import self_assessments as find
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.terms import SelfState

from .score_forms import own_form


def may_fill(inspection: Inspection) -> bool:
    """Whether this person may enter the agency's own scores now."""
    handed_in = inspection.self_state is SelfState.HANDED_IN
    return policies.self_assess(current_user, inspection) and not handed_in


def panel(item: Assessment) -> dict[str, Any]:
    """The form, what this item lacks, and the next item that lacks something."""
    fills = may_fill(item.inspection) and item.criterion.assessed_by not in HELD_APART
    missing = find.overview(item.inspection).missing if fills else ()
    gaps = {each.assessment.id: each for each in missing}
    return {
        "shows_own": policies.see_self_scores(current_user, item.inspection),
        "own_form": own_form(item) if fills else None,
        "own_gap": gaps[item.id].gap if item.id in gaps else None,
        "next_own": next((each for each in missing if each.assessment.id != item.id), None),
    }
