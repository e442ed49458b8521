"""What the inspection page and each of its parts show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Response, request
from flask_login import current_user

from inspection_app import case_steps, policies
from inspection_app.i18n import said, say
from inspection_app.models import Assessment, Explanation, Finding, Inspection, Recommendation
from inspection_app.models.base import STEP, now
from inspection_app.queries import agencies as find_agencies
from inspection_app.queries import evidence_requests as find_requests
from inspection_app.queries import feedback as find_feedback
from inspection_app.queries import items as find_items
from inspection_app.queries.evidence import Files
from inspection_app.rules import scoring, workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.numerals import days_text
from inspection_app.rules.rule_words import unit, words
from inspection_app.rules.tally import HELD_APART, figures
from inspection_app.rules.terms import ItemState, Stage
from inspection_app.services import assessments
from inspection_app.web import Step, load, render, wants_fragment

from . import due_panel, own_panel, request_panel, second_panel, thread_panel
from .forms import EvidenceForm, ExplanationForm, FindingForm, RecommendationForm
from .score_forms import score_form
from .verdict_forms import verdict_form

PAGE = "inspections/show.html"
MINE, OPEN = "mine", "open"  # what the list may be narrowed to
FORMS_OF_ENTRIES = ("verdict_forms", "answer_forms", "decision_forms", "reply_forms")  # each a form by its entry


@dataclass(frozen=True)
class Case:
    """How the case stands for this person."""

    step: Step
    holder: str
    stages: tuple[Stage, ...] = tuple(Stage)


def load_item(item_id: UUID) -> Assessment:
    """The item the address names; 404 for strangers to its inspection."""
    return load(Assessment, item_id, see=lambda user, item: policies.see_inspection(user, item.inspection))


def show_inspection(inspection: Inspection) -> Response:
    """The page with its list and no item open."""
    case = Case(case_steps.of(inspection, current_user), case_steps.holder(inspection))
    standing = {
        "case": case,
        "dues": due_panel.running(inspection),
        "open_requests": find_requests.of_inspection(inspection),
    }
    return render(PAGE, **frame(inspection) | whole(inspection) | standing)


def show_item(item: Assessment, *blocks: str, status: int = 200, **own: Any) -> Response:
    """The page with this item open, or those blocks of it; `own` replaces fresh forms by filled ones."""
    if not wants_fragment() or "bar" in blocks:
        own |= whole(item.inspection)
    told = frame(item.inspection) | detail(item)
    for name in FORMS_OF_ENTRIES:  # the posted one among those still open
        own[name] = told[name] | own.get(name, {})
    return render(PAGE, *blocks, status=status, **(told | own))


def frame(inspection: Inspection) -> dict[str, Any]:
    """Whose inspection, at what stage, and how this person sees it."""
    narrowed = request.args.get("only", "")
    return {
        "inspection": inspection,
        "days": days_text(inspection.visit_from, inspection.visit_to),
        "published": sees_published_only(inspection),
        "only": narrowed if narrowed in {MINE, OPEN} else "",
        "next_stages": next_stages(inspection),
        "dues": (),
        "case": None,
        "detail": None,
        "open_item_id": None,
        "oob": False,
        "saved": request.args.get("saved", ""),
        "clashes": (),
        "kept": (),
        "today": local_day(now()),
        "open_requests": (),
    }


def next_stages(inspection: Inspection) -> tuple[Stage, ...]:
    """Where this person may take the inspection from here."""
    goes_on = workflow.round_running(inspection.round.state) and policies.move_stage(current_user, inspection)
    return workflow.next_stages(inspection.stage) if goes_on else ()


def whole(inspection: Inspection) -> dict[str, Any]:
    """List and sums, which a fragment of one item does without, and the item to go on with."""
    board = find_items.board(inspection, published=sees_published_only(inspection))
    return {
        "board": board,
        "next_item": next_item(board) if policies.record(current_user, inspection) else None,
    }


def next_item(board: find_items.Board) -> find_items.Item | None:
    """The first item not yet assessed, those given to this person before the others."""
    left = [each for field in board.fields for each in field.items if each.state is ItemState.NOT_ASSESSED]
    mine = [each for each in left if each.assessment.assignee_id == current_user.id]
    return next(iter(mine or left), None)


def sees_published_only(inspection: Inspection) -> bool:
    """Whether this person is on the agency's side."""
    return not policies.see_team_part(current_user, inspection)


def detail(item: Assessment) -> dict[str, Any]:
    """The item with everything on it, and empty forms for more."""
    found = find_items.item_detail(item, published=sees_published_only(item.inspection))
    rule = item.criterion.parsed_rule
    writable = policies.record(current_user, item.inspection)
    brings = policies.bring_evidence(current_user, item.inspection)
    return (
        {
            "detail": found,
            "row": found.item,
            "feedback_checks": () if sees_published_only(item.inspection) else find_feedback.checks_at(item),
            "item": item,
            "open_item_id": item.id,
            "rule_words": say(words(rule, item.criterion.maximum)),
            "worked_out": worked_out(item, found.item),
            "value_hint": item.criterion.measure or said(unit(rule)),
            "takes_value": scoring.takes_value(rule),
            "self_worked_out": _self_worked_out(item, found.item),
            "likely": None if sees_published_only(item.inspection) else figures([find_items.leaf_of(found.item)]),
            "writable": writable,
            "scorable": writable and item.criterion.assessed_by not in HELD_APART,
            "score_form": score_form(item) if writable else None,
            "finding_form": finding_form(None) if writable else None,
            "recommendation_form": recommendation_form(item, None) if writable else None,
            "evidence_form": evidence_form(item, found.files) if brings else None,
        }
        | _explanations(item, found)
        | second_panel.panel(item)
        | own_panel.panel(item)
        | request_panel.panel(item, found.requests)
        | thread_panel.panel(item, found.threads)
    )


def worked_out(item: Assessment, shown: find_items.Item) -> str:
    """How the points follow from what was observed; empty where they were given by hand or not at all."""
    if sees_published_only(item.inspection) and workflow.findings_open(item.inspection.stage):
        return ""  # the value may be newer than what was published
    if shown.points is None or shown.points != item.points:
        return ""
    scored = _scored(item)
    return say(scored.explanation) if scored and round(scored.points - shown.points, 6) == 0 else ""


def _scored(item: Assessment) -> scoring.Scored | None:
    """What the rule alone makes of the item; None where it needs the team's own judgement."""
    if item.state is ItemState.NOT_APPLICABLE:
        return scoring.where_nothing_arose(item.criterion.parsed_rule, item.criterion.maximum)
    return assessments.by_rule(item.criterion, item.value, item.inputs)


def _self_worked_out(item: Assessment, shown: find_items.Item) -> str:
    """How the agency's own points follow from its value; empty where it gave them by hand or keeps them to itself."""
    if shown.self_points is None:
        return ""
    scored = assessments.by_rule(item.criterion, item.self_value, item.self_inputs)
    return say(scored.explanation) if scored and item.self_points == scored.points.quantize(STEP) else ""


def explanation_form(draft: Explanation | None) -> ExplanationForm:
    """Empty with an id chosen in advance, or filled with what was drafted."""
    told: dict[str, Any] = {"text": draft.text, "revision": draft.revision} if draft else {"revision": 0}
    return ExplanationForm(formdata=None, operation_id=uuid4(), **told)


def _explanations(item: Assessment, detail: find_items.ItemDetail) -> dict[str, Any]:
    """What was answered, the draft the agency goes on with, and forms for whoever may use them."""
    found = detail.explanations
    draft = next((each for each in found if each.given_at is None), None)
    files = {each.id: [file for file in detail.evidence if file.explanation_id == each.id] for each in found}
    may_judge = policies.judge_explanations(current_user, item.inspection)
    return {
        "sent": [each for each in found if each.given_at is not None],
        "draft": draft,
        "files": files,
        "explanation_form": explanation_form(draft) if policies.explain(current_user, item.inspection) else None,
        "verdict_forms": {each.id: verdict_form(each) for each in found if may_judge and not each.verdict},
    }


def evidence_form(item: Assessment, files: Files | None = None) -> EvidenceForm:
    """The form for files with the documents of the own side that may be replaced; as posted where no files are told."""
    form = EvidenceForm(formdata=None, operation_id=uuid4()) if files else EvidenceForm()
    files = files or find_items.files_of(item, published=sees_published_only(item.inspection))
    side = policies.side_of(current_user, item.inspection)
    form.offer([each for each in files.counting if each.side is side and each.explanation_id is None])
    return form


def finding_form(finding: Finding | None) -> FindingForm:
    """Empty with ids chosen in advance, or filled with a finding to be changed."""
    if finding is None:
        return FindingForm(formdata=None, finding_id=uuid4(), operation_id=uuid4(), revision=0)
    return FindingForm(formdata=None, obj=finding, finding_id=finding.id, operation_id=uuid4())


def recommendation_form(item: Assessment, recommendation: Recommendation | None) -> RecommendationForm:
    """Empty with ids chosen in advance, or filled with a recommendation to be changed."""
    if recommendation is None:
        form = RecommendationForm(formdata=None, recommendation_id=uuid4(), operation_id=uuid4(), revision=0)
        form.offer(find_agencies.in_order(), chosen=item.inspection.agency_id)
        return form
    form = RecommendationForm(
        formdata=None, obj=recommendation, recommendation_id=recommendation.id, operation_id=uuid4()
    )
    form.offer(find_agencies.in_order(), chosen=recommendation.lead_agency_id)
    return form
