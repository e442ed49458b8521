"""Explanations: drafted, sent in time, judged once with the points they restore, round by round."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from inspection_app import policies
from inspection_app.extensions import db
from inspection_app.models import Activity, Evidence, Explanation, Inspection
from inspection_app.models.base import now
from inspection_app.queries import explanations as find
from inspection_app.queries.activity import of_inspection
from inspection_app.queries.items import item_detail
from inspection_app.rules.clock import local_day
from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FindingKind, FindingState, Side, Stage, Verdict
from inspection_app.services import assessments, explanations, inspections
from inspection_app.services.assessments import ScoreDraft
from inspection_app.services.explanations import AnswerDraft, Ruling
from inspection_app.services.revisions import Clashed
from inspection_app.transaction import transaction
from tests.factories import (
    item,
    lead_of,
    make_explanation,
    make_finding,
    make_inspection,
    make_officer,
    make_score,
    score_draft,
    to_stage,
)

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.EXPLANATION])
def test_an_agency_explains_in_its_time_only(stage: Stage) -> None:
    inspection = make_inspection(stage)
    with pytest.raises(DomainError):
        make_explanation(item(inspection))


def test_what_was_shown_there_is_explained() -> None:
    inspection = make_inspection()
    here, elsewhere = make_finding(item(inspection, "1.1.1")), make_finding(item(inspection, "1.2"))
    to_stage(inspection, Stage.EXPLANATION)
    draft = make_finding(item(inspection, "1.1.1"), text="Chưa cho xem")
    make_explanation(item(inspection, "1.1.1"), text="Đã khắc phục")
    states = [each.state for each in (here, elsewhere, draft)]
    assert states == [FindingState.EXPLAINED, FindingState.SHOWN, FindingState.RECORDED]


def test_the_team_judges_once() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    officer, lead = make_officer(inspection.agency), lead_of(inspection)
    explanation = make_explanation(item(inspection), by=officer)
    with transaction():
        explanations.judge(explanation, Ruling(Verdict.PARTLY_ACCEPTED, "Mới có dự thảo"), by=lead)
    assert (explanation.verdict, explanation.judged_by_id) == (Verdict.PARTLY_ACCEPTED, lead.id)
    with pytest.raises(DomainError, match="already"), transaction():
        explanations.judge(explanation, Ruling(Verdict.REJECTED, "Đổi ý"), by=lead)


def test_nothing_is_judged_once_concluded() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    explanation = make_explanation(item(inspection))
    judge(explanation, Verdict.REJECTED)
    to_stage(inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError, match="concluded"):
        judge(explanation, Verdict.ACCEPTED)


def judge(
    explanation: Explanation, verdict: Verdict, score: ScoreDraft | None = None, *, reason: str = "Đã đối chiếu"
) -> None:
    with transaction():
        lead = lead_of(explanation.assessment.inspection)
        explanations.judge(explanation, Ruling(verdict, reason, score), by=lead)


def answer(text: str = "Đã có văn bản", **told: Any) -> AnswerDraft:
    drafted: dict[str, Any] = {"operation_id": uuid4(), "revision": 0, "text": text}
    return AnswerDraft(**drafted | told)


def allow_rounds(inspection: Inspection, count: int) -> None:
    with transaction():
        inspection.round.explanation_rounds = count


# --- drafts ---


def test_a_draft_is_the_agencys_own_until_it_is_sent() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    officer, assessment = make_officer(inspection.agency), item(inspection)
    with transaction():
        draft = explanations.draft(assessment, answer(files=[("a.txt", b"Bang chung")]), by=officer)
    file = db.session.query(Evidence).one()
    assert (file.explanation_id, file.side) == (draft.id, Side.AGENCY)
    assert not policies.see_explanation(lead_of(inspection), draft)
    assert not policies.see_evidence(lead_of(inspection), file)
    assert policies.see_evidence(officer, file)
    assert find.unjudged_of(inspection) == []
    assert find.at(assessment, drafts=False) == []
    seen = item_detail(assessment, published=False)
    assert (list(seen.evidence), list(seen.explanations), seen.item.evidence) == ([], [], 0)
    assert not [line for line in of_inspection(inspection) if "Đã có văn bản" in str(line.changes)]
    assert not [line for line in of_inspection(inspection) if "a.txt" in str(line.changes)]
    with pytest.raises(DomainError, match="not sent"):
        judge(draft, Verdict.ACCEPTED)
    with transaction():
        assert explanations.send_all(inspection, by=officer) == 1
    assert policies.see_explanation(lead_of(inspection), draft)
    assert policies.see_evidence(lead_of(inspection), file)
    assert [line.changes["files"] for line in of_inspection(inspection) if line.verb == "explanation.given"] == [
        [None, "a.txt"]
    ]
    with pytest.raises(DomainError, match="no draft"), transaction():
        explanations.send_all(inspection, by=officer)


def test_a_draft_is_changed_in_place_and_two_officers_lose_nothing() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    one, other = make_officer(inspection.agency), make_officer(inspection.agency)
    with transaction():
        draft = explanations.draft(item(inspection), answer("Bản một"), by=one)
    with transaction():
        again = explanations.draft(item(inspection), answer("Bản hai", revision=draft.revision), by=one)
    assert (again.id, again.text) == (draft.id, "Bản hai")
    with pytest.raises(Clashed), transaction():
        explanations.draft(item(inspection), answer("Bản ba"), by=other)
    assert db.session.query(Explanation).one().text == "Bản hai"


def test_a_draft_sent_twice_on_a_bad_line_is_one() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    officer, same = make_officer(inspection.agency), answer(files=[("a.txt", b"Bang chung")])
    for _twice in range(2):
        with transaction():
            explanations.send(explanations.draft(item(inspection), same, by=officer), by=officer)
    assert db.session.query(Explanation).count() == db.session.query(Evidence).count() == 1
    assert db.session.query(Activity).filter_by(verb="explanation.given").count() == 1


def test_after_the_last_day_nothing_is_written_or_sent_until_it_is_extended() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    officer = make_officer(inspection.agency)
    with transaction():
        explanations.draft(item(inspection), answer(), by=officer)
    with transaction():
        inspection.explanation_due_on = local_day(now()) - timedelta(days=1)
    lead = lead_of(inspection).full_name
    for late in (
        lambda: explanations.give(item(inspection, "1.2"), "Muộn", by=officer),
        lambda: explanations.send_all(inspection, by=officer),
    ):
        with pytest.raises(DomainError, match=rf"team lead \({lead}\) or the coordinator"), transaction():
            late()
    with transaction():
        inspection.explanation_due_on = local_day(now())
    with transaction():
        assert explanations.send_all(inspection, by=officer) == 1


# --- verdicts and points ---


def scored(inspection: Inspection, code: str = "1.1.1", value: str = "50") -> Any:
    return make_score(item(inspection, code), value)


def test_an_accepted_explanation_restores_points_in_one_stroke() -> None:
    inspection = make_inspection()
    assessment = scored(inspection)
    to_stage(inspection, Stage.EXPLANATION)
    before = assessment.points
    explanation = make_explanation(assessment)
    judge(explanation, Verdict.PARTLY_ACCEPTED, score_draft(assessment, "85", reason="Bổ sung hồ sơ"))
    assert assessment.points is not None
    assert before is not None
    assert assessment.points > before
    assert (explanation.points_before, explanation.points_after) == (before, assessment.points)
    assert assessment.scorer_id == lead_of(inspection).id


def test_a_refusal_leaves_the_points_whatever_was_typed() -> None:
    inspection = make_inspection()
    assessment = scored(inspection)
    to_stage(inspection, Stage.EXPLANATION)
    before, explanation = assessment.points, make_explanation(assessment)
    judge(explanation, Verdict.REJECTED, score_draft(assessment, "100"))
    assert assessment.points == before == explanation.points_after


@pytest.mark.parametrize(
    ("value", "told"), [("50", {}), (None, {"points": "99", "reason": "Nhầm"}), ("85", {"points": "0.5"})]
)
def test_a_verdict_that_gives_wrong_points_is_not_given_at_all(value: str | None, told: dict[str, Any]) -> None:
    """Fewer points than before, more than the maximum, or by hand without a reason: nothing is kept."""
    inspection = make_inspection()
    assessment = scored(inspection, value="85")
    to_stage(inspection, Stage.EXPLANATION)
    before, explanation = assessment.points, make_explanation(assessment)
    with pytest.raises(DomainError):
        judge(explanation, Verdict.ACCEPTED, score_draft(assessment, value, **told))
    db.session.refresh(assessment)
    db.session.refresh(explanation)
    assert (assessment.points, explanation.verdict) == (before, None)


def test_a_score_changed_meanwhile_stops_the_verdict() -> None:
    inspection = make_inspection()
    assessment = scored(inspection)
    to_stage(inspection, Stage.EXPLANATION)
    explanation, stale = make_explanation(assessment), score_draft(assessment, "100")
    make_score(assessment, "85")
    with pytest.raises(Clashed):
        judge(explanation, Verdict.ACCEPTED, stale)
    db.session.refresh(explanation)
    assert explanation.verdict is None


# --- rounds ---


def test_nothing_is_concluded_while_an_answer_waits() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    explanation = make_explanation(item(inspection))
    with pytest.raises(DomainError, match=r"wait.*1\.1\.1"):
        to_stage(inspection, Stage.CONCLUDED)
    judge(explanation, Verdict.REJECTED)
    to_stage(inspection, Stage.CONCLUDED)


def test_verdicts_are_the_teams_own_until_the_round_ends() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    allow_rounds(inspection, 2)
    officer = make_officer(inspection.agency)
    explanation = make_explanation(item(inspection), by=officer)
    judge(explanation, Verdict.ACCEPTED)
    assert not policies.see_verdict(officer, explanation)
    assert policies.see_verdict(lead_of(inspection), explanation)
    with transaction():
        inspections.explain_again(inspection, by=lead_of(inspection))
    assert policies.see_verdict(officer, explanation)
    second = make_explanation(item(inspection), by=officer, text="Bổ sung")
    assert (inspection.explanation_round, second.explanation_round) == (2, 2)


def test_rounds_are_opened_as_the_round_allows_and_once_all_is_judged() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    lead = lead_of(inspection)
    assert inspection.explanation_round == 1
    with pytest.raises(DomainError, match="no further"), transaction():
        inspections.explain_again(inspection, by=lead)
    allow_rounds(inspection, 2)
    explanation = make_explanation(item(inspection))
    with pytest.raises(DomainError, match="wait"), transaction():
        inspections.explain_again(inspection, by=lead)
    judge(explanation, Verdict.REJECTED)
    with transaction():
        inspections.explain_again(inspection, by=lead)
    with pytest.raises(DomainError, match="no further"), transaction():
        inspections.explain_again(inspection, by=lead)


def test_fieldwork_reopened_uses_no_round_up() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    for stage in (Stage.FIELDWORK, Stage.EXPLANATION):
        with transaction():
            inspections.move(inspection, stage, by=lead_of(inspection))
    assert inspection.explanation_round == 1


def test_a_finding_is_shown_explained_and_settled_when_results_are_published() -> None:
    inspection = make_inspection()
    allow_rounds(inspection, 2)
    finding = make_finding(item(inspection))
    to_stage(inspection, Stage.EXPLANATION)
    seen = [finding.state]
    explanation = make_explanation(item(inspection))
    seen.append(finding.state)
    judge(explanation, Verdict.REJECTED)
    seen.append(finding.state)
    with transaction():
        inspections.explain_again(inspection, by=lead_of(inspection))
    seen.append(finding.state)
    make_explanation(item(inspection), text="Bổ sung")
    seen.append(finding.state)
    shown, explained, settled = FindingState.SHOWN, FindingState.EXPLAINED, FindingState.SETTLED
    assert seen == [shown, explained, explained, settled, explained]


def test_answers_are_expected_at_shortcomings_and_lost_points_only() -> None:
    inspection = make_inspection(Stage.SELF_ASSESSMENT)
    officer = make_officer(inspection.agency)
    for code in ("1.1.1", "1.1.2"):
        with transaction():
            drafted = assessments.SelfScoreDraft(value=Decimal(100))
            assessments.self_score(item(inspection, code), drafted, by=officer)
    to_stage(inspection, Stage.FIELDWORK)
    make_score(item(inspection, "1.1.1"), "50")
    make_score(item(inspection, "1.1.2"), "100")
    make_finding(item(inspection, "1.2"))
    make_finding(item(inspection, "1.3"), kind=FindingKind.STRENGTH)
    to_stage(inspection, Stage.EXPLANATION)
    rows = find.answers(inspection, drafts=True)
    assert [each.assessment.criterion.code for each in rows if each.unanswered] == ["1.1.1", "1.2"]
    make_explanation(item(inspection, "1.2"), by=officer)
    rows = find.answers(inspection, drafts=True)
    assert [each.assessment.criterion.code for each in rows if each.unanswered] == ["1.1.1"]
