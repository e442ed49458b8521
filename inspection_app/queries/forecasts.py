"""Reads for the forecast of a round: its scores, its open remedies, and earlier years as published."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from inspection_app.models import Criterion, Recommendation, Round
from inspection_app.rules.forecast import Remedy
from inspection_app.rules.tally import ZERO, Leaf

from . import recommendations as find
from . import scores

KEY_LENGTHS = (8, 32)  # hexadecimal digits of the id: with the short ones an address can name a hundred


@dataclass(frozen=True)
class Published:
    """One year's published result of a province; `mark` says how sure we are of it (docs/domain.md)."""

    province: str
    year: int
    percent: Decimal
    rank: int
    mark: str


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


def published_before(round_: Round) -> list[Published]:
    """Results of the round's province in the years before it, oldest first."""
    return [each for each in _published() if each.province == round_.place and each.year < round_.year]


def _remedy(key: str, recommendation: Recommendation) -> Remedy:
    code = recommendation.assessment.criterion.code
    return Remedy(key, code, recommendation.recoverable or ZERO, recommendation.deadline)


@cache
def _published() -> tuple[Published, ...]:
    text = (files("inspection_app.data") / "published_indexes.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    found = (
        Published(row["province"], int(row["year"]), Decimal(row["percent"]), int(row["rank"]), row["mark"])
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: each.year))
