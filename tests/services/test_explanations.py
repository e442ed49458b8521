"""Explanations: given and judged while they are open, once, and linked to what was shown."""

import pytest

from inspection_app.rules.message import DomainError
from inspection_app.rules.terms import FindingState, Stage, Verdict
from inspection_app.services import explanations
from inspection_app.transaction import transaction
from tests.factories import item, lead_of, make_explanation, make_finding, make_inspection, make_officer, to_stage

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
        explanations.judge(explanation, Verdict.PARTLY_ACCEPTED, "Mới có dự thảo", by=lead)
    assert (explanation.verdict, explanation.judged_by_id) == (Verdict.PARTLY_ACCEPTED, lead.id)
    with pytest.raises(DomainError, match="already"), transaction():
        explanations.judge(explanation, Verdict.REJECTED, "Đổi ý", by=lead)


def test_nothing_is_judged_once_concluded() -> None:
    inspection = make_inspection(Stage.EXPLANATION)
    explanation = make_explanation(item(inspection))
    to_stage(inspection, Stage.CONCLUDED)
    with pytest.raises(DomainError, match="concluded"), transaction():
        explanations.judge(explanation, Verdict.ACCEPTED, "", by=lead_of(inspection))
