"""Whatever is typed with a verdict: the points lie between the rule's lowest and the maximum, or nothing is kept."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_app.models import Assessment, Criterion
from inspection_app.rules.explanations import check_restored
from inspection_app.rules.message import DomainError
from inspection_app.rules.scoring import lowest
from inspection_app.rules.terms import Assessed, RuleKind
from inspection_app.services.assessments import ScoreDraft, worked_out

RULES = [
    (RuleKind.LADDER, "100=1; 80=0.5; 0=0"),
    (RuleKind.RATIO, "floor=50"),
    (RuleKind.YESNO, ""),
    (RuleKind.MANUAL, ""),
    (RuleKind.DEDUCTION, "each=0.5; most=2"),
]
MAXIMA = st.sampled_from([Decimal(1), Decimal(3)])
TYPED = st.decimals(-5, 200, places=2) | st.none()


def item(kind: RuleKind, params: str, maximum: Decimal) -> Assessment:
    criterion = Criterion(rule=kind, rule_params=params, maximum=maximum, assessed_by=Assessed.DOCUMENTS)
    return Assessment(criterion=criterion)


@pytest.mark.parametrize(("kind", "params"), RULES)
@settings(deadline=None)  # the first call imports much
@given(typed=st.tuples(TYPED, TYPED), before=st.decimals(0, 3, places=2), maximum=MAXIMA)
def test_restored_points_stay_within_their_bounds(
    kind: RuleKind, params: str, typed: tuple[Decimal | None, Decimal | None], before: Decimal, maximum: Decimal
) -> None:
    assessment = item(kind, params, maximum)
    draft = ScoreDraft(uuid4(), 1, None, *typed, "Bổ sung hồ sơ")
    try:
        score = worked_out(assessment, draft)
        check_restored(before, score.points)
    except DomainError:
        return
    assert score.points is not None
    assert lowest(assessment.criterion.parsed_rule, maximum) <= score.points <= maximum
    assert score.points >= before
