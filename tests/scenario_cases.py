"""Made-up scenarios, by the service people use."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count

from inspection_app.models import Assessment, Recommendation, Round, Scenario, User
from inspection_app.services import scenarios
from inspection_app.transaction import transaction
from tests.factories import make_coordinator

_number = count(1)


def make_scenario(
    round_: Round,
    remedies: Iterable[Recommendation] = (),
    moves: Mapping[Assessment, str] | None = None,
    *,
    by: User | None = None,
    name: str | None = None,
) -> Scenario:
    """Some remedies carried out, some items moved to these points."""
    moved = [scenarios.Move(item, Decimal(text), {"points": Decimal(text)}) for item, text in (moves or {}).items()]
    draft = scenarios.ScenarioDraft(name or f"Phương án {next(_number)}", remedies, moved)
    with transaction():
        return scenarios.create(round_, draft, by=by or make_coordinator())
