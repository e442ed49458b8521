"""How a round goes over to a later version of its table: every old item's way, decided before anything is touched."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from inspection_app.rules.message import Message
from inspection_app.rules.remap_match import How, Match, Place, matched
from inspection_app.rules.remap_scores import Carried, Fate, Score, carry, is_nothing

RANK = {how: rank for rank, how in enumerate((How.SAME, How.NAME, How.CODE, How.HAND, How.NONE))}
PROPOSED = frozenset({How.NAME, How.CODE})  # a person has to say yes


@dataclass(frozen=True)
class Held:
    """An old item and what the round has entered at it; `carries`: something that must not be lost."""

    place: Place
    carries: bool = False
    where: str = ""  # the inspection it was entered in
    team: Score | None = None
    own: Score | None = None  # the agency's own score
    opened: bool = True  # whether the team, and so the planner, may read the agency's own
    shown: Score | None = None  # what the agency was shown last
    counts: tuple[tuple[str, int], ...] = ()  # findings, evidence ...


@dataclass(frozen=True)
class Way:
    """What becomes of one old item."""

    held: Held
    match: Match[Place]  # as proposed
    how: How  # as decided
    new: Place | None
    team: Carried | None = None
    own: Carried | None = None
    shown: Carried | None = None
    stands: bool = True  # whether the new item's score is this one's
    error: Message | None = None

    @property
    def falls_away(self) -> bool:
        """Nothing was entered and nothing takes its place."""
        return self.new is None and not self.held.carries


@dataclass(frozen=True)
class Plan:
    """All ways in the table's order, and the new items nobody had."""

    ways: tuple[Way, ...]
    new: tuple[Place, ...]

    @property
    def ready(self) -> bool:
        """Whether every item that carries something has its place."""
        return not any(way.error for way in self.ways)

    def into(self, key: str) -> list[Way]:
        """The ways that carry something into this new item; the one whose score stands comes first."""
        ways = [way for way in self.ways if way.new and way.new.key == key and way.held.carries]
        return sorted(ways, key=lambda way: not way.stands)


def plan(olds: Sequence[Held], news: Sequence[Place], choices: Mapping[str, str], ticked: Collection[str]) -> Plan:
    """`choices`: old key to new key where somebody decided; `ticked`: keys whose proposal somebody agreed to."""
    by_key = {each.key: each for each in news}
    matches = matched([each.place for each in olds], news)
    ways = [_way(held, matches[held.place.key], by_key, choices, ticked) for held in olds]
    ways = _side_by_side(ways)
    reached = {way.new.key for way in ways if way.new}
    return Plan(tuple(ways), tuple(each for each in news if each.key not in reached))


def _way(
    held: Held, match: Match[Place], by_key: Mapping[str, Place], choices: Mapping[str, str], ticked: Collection[str]
) -> Way:
    key = held.place.key
    chosen = match.new if match.how is How.SAME or key not in choices else by_key.get(choices[key])
    how = match.how if chosen == match.new else How.HAND
    unsure = how in PROPOSED and key not in ticked
    if not held.carries:
        return Way(held, match, how, None if unsure and how is How.CODE else chosen)
    if chosen is None:
        return Way(held, match, How.NONE, None, error=Message("Choose the item of the new table that takes this over."))
    error = Message("Tick that this is the same item, or choose another one.") if unsure else None
    return _carried(Way(held, match, how, chosen, error=error), chosen)


def _carried(way: Way, new: Place) -> Way:
    old, held = way.held.place, way.held
    team = carry(old, new, held.team) if held.team else None
    own = carry(old, new, held.own) if held.own else None
    same = held.shown is not None and _said(held.shown) == _said(held.team)
    shown = team if same else carry(old, new, held.shown) if held.shown else None
    return replace(way, team=team, own=own, shown=shown)


def _said(score: Score | None) -> tuple[object, Decimal | None] | None:
    return (score.state, score.points) if score else None


def _side_by_side(ways: Sequence[Way]) -> list[Way]:
    """Where several items become one, the score of the nearest that has one stands; agencies are not mixed."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, way in enumerate(ways):
        if way.new and way.held.carries:
            groups[way.new.key].append(place)
    settled = list(ways)
    for group in groups.values():
        first, *rest = sorted(group, key=lambda place: (_unscored(ways[place]), RANK[ways[place].how], place))
        for place in rest:
            settled[place] = _behind(ways[first], ways[place])
    return settled


def _unscored(way: Way) -> bool:
    return way.held.team is None or is_nothing(way.held.place, way.held.team)


def _behind(first: Way, way: Way) -> Way:
    """This one's score is kept in the details only; what hangs on it moves."""
    team = replace(way.team, fate=Fate.MERGED) if way.team and way.team.fate is not Fate.NOTHING else way.team
    error = way.error
    if first.held.where != way.held.where:
        code = first.held.place.code
        error = Message("Another agency's item %(code)s goes there already. Agencies are not mixed.", code=code)
    return replace(way, team=team, stands=False, error=error)
