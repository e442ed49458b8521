"""Explanations (giải trình): the agency drafts and sends its answers, the team judges them and restores points."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from inspection_app.models import Assessment, Explanation, Finding, Inspection, User
from inspection_app.models.base import now
from inspection_app.queries import explanations as find
from inspection_app.queries.inspections import findings_of
from inspection_app.rules import deadlines, workflow
from inspection_app.rules.clock import local_day
from inspection_app.rules.explanations import check_restored
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import FindingKind, FindingState, Side, TeamRole, Verdict

from . import activity, assessments, evidence, operations, revisions
from .assessments import ScoreDraft
from .holding import hold, hold_open


@dataclass(frozen=True)
class AnswerDraft:
    """What the officer wrote; `revision` 0 says that no draft was there; files by name and content."""

    operation_id: UUID
    revision: int
    text: str
    files: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True)
class Ruling:
    """The team's answer; with `score` the points change in the same stroke, unless it is a refusal."""

    verdict: Verdict
    reason: str
    score: ScoreDraft | None = None


def draft(assessment: Assessment, answer: AnswerDraft, *, by: User) -> Explanation:
    """Keep an answer that only the agency sees; DomainError out of time, Clashed on a colleague's other words."""
    _check_may_explain(assessment.inspection)
    hold(assessment, "revision")  # one draft an item, whoever begins it
    known, latest = find.draft_at(assessment), find.latest_at(assessment)
    if operations.is_repeat(answer.operation_id, assessment.id, by=by) and latest is not None:
        return known or latest  # sent twice on a bad line
    explanation = known or Explanation(assessment=assessment, author_id=by.id)
    revisions.write(explanation, {"text": answer.text}, revision=answer.revision)
    activity.note("explanation.drafted", explanation, by=by)  # not in the case's log, which the team reads
    for name, content in answer.files:
        evidence.add(explanation, name, content, Side.AGENCY, by=by)
    return explanation


def send(explanation: Explanation, *, by: User) -> None:
    """Give a draft to the team; sent twice, it is given once."""
    inspection = explanation.assessment.inspection
    _check_may_explain(inspection)
    hold(explanation, "given_at", "revision")
    if explanation.given_at is not None:
        return
    files = find.files_of([explanation]).get(explanation.id, [])
    explanation.given_at, explanation.author_id = now(), by.id
    explanation.explanation_round = inspection.explanation_round
    told = {"text": explanation.text, "files": ", ".join(file.name for file in files)}
    activity.note("explanation.given", explanation, by=by, inspection=inspection, extra=told)
    for finding in _asked(explanation.assessment):
        finding.state = FindingState.EXPLAINED
        activity.note("finding.explained", finding, by=by, inspection=inspection)


def send_all(inspection: Inspection, *, by: User) -> int:
    """Give every draft of the case to the team; how many there were. DomainError where there is none."""
    _check_may_explain(inspection)
    drafts = find.drafts_of(inspection)
    if not drafts:
        raise DomainError(Message("There is no draft to send."))
    for explanation in drafts:
        send(explanation, by=by)
    return len(drafts)


def give(assessment: Assessment, text: str, *, by: User) -> Explanation:
    """Draft and send in one stroke; raises DomainError outside the explanation stage and after its last day."""
    known = find.draft_at(assessment)
    answer = AnswerDraft(uuid4(), known.revision if known else 0, text)
    explanation = draft(assessment, answer, by=by)
    send(explanation, by=by)
    return explanation


def judge(explanation: Explanation, ruling: Ruling, *, by: User) -> None:
    """The team's verdict with its reason, and the points it restores.

    Raises DomainError once judged, outside the explanation stage, for a draft, and where points would fall.
    """
    assessment = explanation.assessment
    inspection = assessment.inspection
    hold_open(inspection)
    hold(explanation, "verdict", "verdict_reason", "judged_by_id", "given_at", "revision")
    if (explanation.verdict, explanation.verdict_reason, explanation.judged_by_id) == (
        ruling.verdict,
        ruling.reason,
        by.id,
    ):
        return  # sent twice on a bad line
    _check_may_judge(explanation, inspection)
    before = assessment.points
    if ruling.score and ruling.verdict is not Verdict.REJECTED:
        assessments.record(assessment, ruling.score, by=by)
        check_restored(before, assessment.points)
    explanation.points_before, explanation.points_after = before, assessment.points
    explanation.verdict, explanation.verdict_reason = ruling.verdict, ruling.reason
    explanation.judged_by_id, explanation.judged_at = by.id, now()
    activity.note("explanation.judged", explanation, by=by, inspection=inspection)


def check_all_judged(inspection: Inspection) -> None:
    """DomainError while an answer of the agency waits for the team."""
    codes = [each.assessment.criterion.code for each in find.unjudged_of(inspection)]
    if codes:
        sentence = Message("Explanations still wait for the team's verdict, at: %(codes)s.", codes=", ".join(codes))
        raise DomainError(sentence)


def _check_may_explain(inspection: Inspection) -> None:
    hold_open(inspection)
    if not workflow.explanations_open(inspection.stage):
        raise DomainError(workflow.refusal(inspection.stage))
    members = inspection.team.members if inspection.team else []
    leads = [member.user.full_name for member in members if member.role is TeamRole.LEAD]
    deadlines.check_in_time(inspection.explanation_due_on, local_day(now()), ", ".join(leads))


def _check_may_judge(explanation: Explanation, inspection: Inspection) -> None:
    if not workflow.explanations_open(inspection.stage):
        raise DomainError(workflow.refusal(inspection.stage))
    if explanation.given_at is None:
        raise DomainError(Message("The agency has not sent this explanation."))
    if explanation.verdict is not None:
        raise DomainError(Message("This explanation was judged already."))


def _asked(assessment: Assessment) -> list[Finding]:
    """The shortcomings of this item that the agency was shown; one settled before is answered anew."""
    return [
        finding
        for finding in findings_of(assessment.inspection)
        if finding.assessment_id == assessment.id
        and finding.kind is FindingKind.SHORTCOMING
        and finding.state in {FindingState.SHOWN, FindingState.SETTLED}
    ]
