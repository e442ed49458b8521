"""Assumptions of a forecast, stated by the coordinator with their source."""

from dataclasses import dataclass
from decimal import Decimal

from inspection_app.models import Assumption, Criterion, Round, User
from inspection_app.models.base import now
from inspection_app.queries import assumptions as find
from inspection_app.rules.assumptions import Range, check
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.tally import HELD_APART

from . import activity, rounds
from .holding import hold


@dataclass(frozen=True)
class AssumptionDraft:
    """Points an item is taken to bring, and where that comes from."""

    range: Range
    source: str
    revision: int  # 0 where nothing was stated yet


def state(round_: Round, criterion: Criterion, draft: AssumptionDraft, *, by: User) -> Assumption:
    """Save what is assumed of a survey or statistics item; raises DomainError with the field to mend."""
    hold(round_, "state")
    rounds.check_open(round_)
    if criterion.criteria_set_id != round_.criteria_set_id or criterion.assessed_by not in HELD_APART:
        raise DomainError(Message("Only items of survey and statistics rest on an assumption."))
    check(draft.range, criterion.maximum)
    row = find.of_round(round_).get(criterion.id) or Assumption(round=round_, criterion=criterion, revision=0)
    if row.revision != draft.revision:
        raise DomainError(Message("A colleague changed this assumption meanwhile. Look at it again, then save."))
    row.revision = row.revision or 1
    row.low, row.likely, row.high = draft.range.low, draft.range.likely, draft.range.high
    row.source, row.stated_by_id, row.stated_at = draft.source, by.id, now()
    activity.note("assumption.stated", row, by=by)
    return row


def set_target(round_: Round, target: Decimal | None, *, by: User) -> None:
    """Say which index the province wants (percent, 0..100), or None for no target; raises DomainError."""
    hold(round_, "state")
    rounds.check_open(round_)
    round_.target = target
    activity.note("round.target_set", round_, by=by)
