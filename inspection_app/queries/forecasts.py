"""Reads for the forecast of a round: its scores, its open remedies, and earlier years as published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspection_app.models import Criterion, PublishedIndex, Recommendation, Round
from inspection_app.rules.forecast import Remedy
from inspection_app.rules.tally import ZERO, Leaf
from inspection_app.rules.what_if import can_move

from . import published_indexes, scores
from . import recommendations as find

KEY_LENGTHS = (8, 32)  # hexadecimal digits of the id: with the short ones an address can name a hundred


@dataclass(frozen=True)
class Forecast:
    """What the forecast of one round is made from."""

    scores: scores.RoundScores
    recommendations: Mapping[str, Recommendation]  # the open ones by key, in the table's order
    remedies: Sequence[Remedy]  # the same for the rules
    items: Mapping[str, Criterion]  # leaves by code

    @property
    def leaves(self) -> list[Leaf]:
        """Every leaf of the round."""
        return list(self.scores.leaves.values())

    def can_move(self, item: Criterion) -> bool:
        """Whether a team of this round scores the item, so that another score of it can be supposed."""
        return item.id in self.scores.assessments and can_move(item.assessed_by)


def of_round(round_: Round) -> Forecast:
    """The round as it stands now."""
    found = scores.of_round(round_)
    recommendations = keyed(find.open_in(round_))
    items = {each.code: each for each in found.criteria if each.is_leaf}
    remedies = [_remedy(key, each) for key, each in recommendations.items()]
    return Forecast(found, recommendations, remedies, items)


def keyed(recommendations: Sequence[Recommendation]) -> dict[str, Recommendation]:
    """Each under the short beginning of its id, or under all of it should two begin alike."""
    tried = ({each.id.hex[:length]: each for each in recommendations} for length in KEY_LENGTHS)
    return next(found for found in tried if len(found) == len(recommendations))


def published_before(round_: Round) -> list[PublishedIndex]:
    """Results of the round's province in the years before it, oldest first."""
    return published_indexes.before(round_)


def _remedy(key: str, recommendation: Recommendation) -> Remedy:
    code = recommendation.assessment.criterion.code
    return Remedy(key, code, recommendation.recoverable or ZERO, recommendation.deadline)
