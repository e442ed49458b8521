"""What the page of a self-assessment shows, to each side what is its own."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_login import current_user

from inspection_app import policies
from inspection_app.models import Inspection
from inspection_app.models.base import now
from inspection_app.queries import self_assessments as find
from inspection_app.queries import workdays
from inspection_app.rules import deadlines, workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.self_assessment import is_late, may_step
from inspection_app.rules.terms import SelfState
from inspection_app.web import load, render

from .forms import ApproveForm, PlainForm, ReopenForm, ReturnForm, SheetForm


def load_inspection(inspection_id: UUID) -> Inspection:
    """The inspection the address names; 404 for strangers to it."""
    return load(Inspection, inspection_id, see=policies.see_inspection)


def show_page(inspection: Inspection, *, status: int = 200, **own: Any) -> Response:
    """The page; `own` replaces fresh forms by filled ones."""
    seen = find.overview(inspection)
    told = _standing(inspection, seen) | _forms(inspection, seen)
    return render("self_assessments/show.html", status=status, **(told | own))


def _standing(inspection: Inspection, seen: find.Overview) -> dict[str, Any]:
    due, handed_in = inspection.self_due_on, seen.row.handed_in_at if seen.row else None
    is_in, is_open = seen.state is SelfState.HANDED_IN, workflow.self_assessment_open(inspection.stage)
    day = local_day(handed_in) if is_in and handed_in else local_day(now())
    return {
        "inspection": inspection,
        "seen": seen,
        "is_open": is_open,
        "is_own": policies.officer_of(current_user, inspection),
        "shows": policies.see_self_scores(current_user, inspection),
        "fills": policies.self_assess(current_user, inspection) and not is_in,
        "heads": find.heads_of(inspection.agency_id) if policies.officer_of(current_user, inspection) else (),
        "left": deadlines.left(due, day, workdays.calendar()) if due and is_open and not is_in else None,
        "late": (is_in or is_open) and is_late(due, day),
        "problems": (),
        "hidden_problems": 0,
    }


def _forms(inspection: Inspection, seen: find.Overview) -> dict[str, Any]:
    """The steps this person may take from here."""
    fills = policies.self_assess(current_user, inspection)
    decides = policies.approve_self_assessment(current_user, inspection)
    reopens = policies.reopen_self_assessment(current_user, inspection)
    whole = not seen.missing
    asks = fills and whole and may_step(seen.state, SelfState.ASKED)
    asks = asks and (seen.state is not SelfState.APPROVED or seen.approval_void)
    approves = decides and whole and may_step(seen.state, SelfState.APPROVED)
    hands_in = fills and whole and may_step(seen.state, SelfState.HANDED_IN) and not seen.approval_void
    returns = decides and may_step(seen.state, SelfState.RETURNED)
    return {
        "sheet_form": SheetForm(formdata=None) if fills and seen.state is not SelfState.HANDED_IN else None,
        "ask_form": PlainForm(formdata=None) if asks else None,
        "approve_form": ApproveForm(formdata=None, seen=seen.hash) if approves else None,
        "return_form": ReturnForm(formdata=None) if returns else None,
        "hand_in_form": PlainForm(formdata=None) if hands_in else None,
        "reopen_form": ReopenForm(formdata=None) if reopens and may_step(seen.state, SelfState.REOPENED) else None,
    }
