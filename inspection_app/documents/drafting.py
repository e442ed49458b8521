"""What the report's sentences and tables need beyond the content itself: differences, groups, who said what."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from inspection_app.rules import tally
from inspection_app.rules.tally import ZERO, Figures
from inspection_app.rules.terms import Assessed, CauseKind, ItemState, Level

from .content import AgencyChapter, FieldRow, ReportContent, RiskRow, ScoreRow, Statement

DEPTH = {Level.FIELD: 0, Level.CRITERION: 1, Level.SUBCRITERION: 2}
RISKS_IN_ORDER = (ItemState.NOT_MET, ItemState.AT_RISK, ItemState.LACKS_EVIDENCE, ItemState.PARTLY_MET)
BAR_PARTS = ("low", "at_risk", "lost", "unassessed", "assumed", "excluded", "maximum")


@dataclass(frozen=True)
class ScoreLine:
    """A line of annex I; `gap` is the team's points less the agency's own, None unless both judged all of it."""

    row: ScoreRow
    gap: Decimal | None
    figures: Figures  # of the items at and below it; what remedies can still win is not in it


@dataclass(frozen=True)
class HeldApart:
    """Maximum points nobody inspects, by where they will come from; together `Figures.assumed`."""

    survey: Decimal
    statistics: Decimal
    other: Decimal


@dataclass(frozen=True)
class Cause:
    """Why something went wrong, and at which agency."""

    agency: str
    statement: Statement


@dataclass(frozen=True)
class RiskGroup:
    """The items of annex II that stand alike; their points."""

    state: ItemState
    rows: tuple[RiskRow, ...]
    at_risk: Decimal
    lost: Decimal


def score_lines(rows: Sequence[ScoreRow]) -> list[ScoreLine]:
    """The lines of annex I, in the table's order."""
    return [_line(row, tuple(_leaves(rows, place))) for place, row in enumerate(rows)]


def _line(row: ScoreRow, leaves: Sequence[ScoreRow]) -> ScoreLine:
    gap = None
    if all(leaf.self_points is not None and leaf.team_points is not None for leaf in leaves):
        gap = sum(((leaf.team_points or ZERO) - (leaf.self_points or ZERO) for leaf in leaves), ZERO)
    return ScoreLine(row, gap if leaves else None, tally.figures(map(_leaf, leaves)))


def _leaves(rows: Sequence[ScoreRow], place: int) -> Iterator[ScoreRow]:
    """The row itself where it carries points, else those below it."""
    if rows[place].state is not None:
        yield rows[place]
    for row in rows[place + 1 :]:
        if DEPTH[row.level] <= DEPTH[rows[place].level]:
            return
        if row.state is not None:
            yield row


def _leaf(row: ScoreRow) -> tally.Leaf:
    state = row.state or ItemState.NOT_ASSESSED
    given = (row.code, row.maximum, row.assessed_by, state, row.self_points, row.team_points)
    return tally.Leaf(*given, minimum=row.minimum, bonus=row.bonus)


def held_apart(content: ReportContent) -> HeldApart:
    """Survey and statistics points, which stay assumptions until they are published."""
    apart = {Assessed.SURVEY: ZERO, Assessed.STATISTICS: ZERO}
    for row in content.scores:
        if row.state is not None and row.assessed_by in apart:
            apart[row.assessed_by] += tally.figures([_leaf(row)]).assumed
    survey, statistics = apart[Assessed.SURVEY], apart[Assessed.STATISTICS]
    return HeldApart(survey, statistics, content.total.assumed - survey - statistics)


def risk_groups(risks: Sequence[RiskRow]) -> list[RiskGroup]:
    """The items of annex II by state, the worst first; states without items are left out."""
    groups = ((state, tuple(row for row in risks if row.state is state)) for state in RISKS_IN_ORDER)
    return [
        RiskGroup(state, rows, sum((row.at_risk for row in rows), ZERO), sum((row.lost for row in rows), ZERO))
        for state, rows in groups
        if rows
    ]


def causes(agencies: Sequence[AgencyChapter], kind: CauseKind | None) -> list[Cause]:
    """The causes of this kind that findings name, in the agencies' order."""
    return [
        Cause(agency.name, statement)
        for agency in agencies
        for statement in agency.shortcomings
        if statement.cause and statement.cause_kind is kind
    ]


def bars(fields: Sequence[FieldRow]) -> list[dict[str, object]]:
    """The rows of components/field_bars.html."""
    return [
        {"name": f"{field.code}. {field.name}", "href": None}
        | {part: value for part, value in asdict(field.figures).items() if part in BAR_PARTS}
        for field in fields
    ]
