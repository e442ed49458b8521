"""Published results: imported by province and year, and entered line by line for a round's own year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from inspection_app.models import PublishedIndex, PublishedPart, Round, User
from inspection_app.models.base import now
from inspection_app.queries import published_indexes as find
from inspection_app.rules import numerals, official, published_table
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.published_table import COMPONENTS, Result

from . import activity

BUNDLED = ("published_indexes.csv", "par2020_top10.csv")


@dataclass(frozen=True)
class Planned:
    """What importing one result would do: `old` is what stands there now, None where it is new."""

    result: Result
    old: Result | None

    @property
    def changes(self) -> bool:
        """Something else stands there now."""
        return self.old is not None and self.old != self.result


@dataclass(frozen=True)
class OfficialDraft:
    """The official result of a round's year as entered: points by code; the index in percent, None to work it out."""

    points: Mapping[str, Decimal]
    percent: Decimal | None = None
    rank: int | None = None
    mark: str = ""
    source: str = ""


class BadPoints(DomainError):
    """Official points that cannot be right; `problems` has a sentence by code, "" for the index itself."""

    status = 422

    def __init__(self, problems: Mapping[str, Message]) -> None:
        super().__init__(Message("%(count)s places do not fit; nothing was saved.", count=len(problems)))
        self.problems = problems


def plan(results: Sequence[Result]) -> list[Planned]:
    """What importing these would do, saving nothing."""
    known = {each.key: each for each in map(_told, find.everything())}
    return [Planned(_spelt(each, known.get(each.key)), known.get(each.key)) for each in results]


def import_results(results: Sequence[Result], *, replace: bool, by: User | None) -> int:
    """Save them and return how many were new or changed; DomainError unless `replace` where something else stands."""
    todo = [each for each in plan(results) if each.old is None or each.changes]
    changed = sum(each.changes for each in todo)
    if changed and not replace:
        message = Message("%(count)s results are there already with other figures: say that they are to be replaced.")
        raise DomainError(Message(message.msgid, count=changed), field="replace")
    rows = {_told(each).key: each for each in find.everything()} if todo else {}
    for each in todo:
        _save(rows.get(each.result.key), each.result, by=by)
    return len(todo)


def import_bundled(*, by: User | None) -> int:
    """Add the published results that come with the program, where none stands yet; returns how many."""
    data = files("inspection_app.data")
    read = [each for name in BUNDLED for each in published_table.read((data / name).read_bytes())]
    return import_results([each.result for each in plan(read) if each.old is None], replace=False, by=by)


def record_official(round_: Round, draft: OfficialDraft, *, by: User) -> PublishedIndex:
    """Save the official result of the round's own year; raises BadPoints with every place that does not fit."""
    rows = find.rows_of(round_)
    problems = official.check(rows, draft.points, draft.percent)
    total = official.rolled_up(rows, draft.points).get(official.TOTAL)
    percent = draft.percent if draft.percent is not None or total is None else official.to_percent(total, rows)
    if percent is None:
        sentence = Message("Enter the index: it cannot be worked out while points of a field are missing.")
        problems = problems or {official.TOTAL: sentence}
    if problems or percent is None:
        raise BadPoints(problems)
    index = find.of_round(round_) or PublishedIndex(province=round_.place, year=round_.year)
    kept = {part.code: part.points for part in index.parts if part.code in COMPONENTS}
    index.percent, index.rank, index.mark, index.source = percent, draft.rank, draft.mark, draft.source
    index.criteria_set_id = round_.criteria_set_id
    _set_parts(index, kept | {row.code: draft.points[row.code] for row in rows if row.code in draft.points})
    return _note("published_index.official", index, by=by)


def _told(index: PublishedIndex) -> Result:
    parts = {part.code: part.points for part in index.parts if part.code in COMPONENTS}
    return Result(index.province, index.year, index.percent, index.rank, index.mark, index.source, parts)


def _spelt(result: Result, old: Result | None) -> Result:
    """A province keeps the spelling it has here."""
    if old is None:
        return result
    told = (result.percent, result.rank, result.mark, result.source, result.components)
    return Result(old.province, old.year, *told)


def _save(index: PublishedIndex | None, result: Result, *, by: User | None) -> None:
    index = index or PublishedIndex(province=result.province, year=result.year)
    index.percent, index.rank, index.mark, index.source = result.percent, result.rank, result.mark, result.source
    _set_parts(index, dict(result.components) | {p.code: p.points for p in index.parts if p.code not in COMPONENTS})
    _note("published_index.imported", index, by=by)


def _set_parts(index: PublishedIndex, points: Mapping[str, Decimal]) -> None:
    """Rows that stay are changed, not replaced: a code stands once in the database at every moment."""
    there = {part.code: part for part in index.parts}
    for position, (code, value) in enumerate(points.items()):
        part = there.pop(code, None) or PublishedPart(code=code, index=index)
        part.position, part.points = position, value
    for part in there.values():
        index.parts.remove(part)


def _note(verb: str, index: PublishedIndex, *, by: User | None) -> PublishedIndex:
    index.imported_by_id, index.imported_at = by.id if by else None, now()
    parts = "; ".join(f"{part.code} {numerals.plain(part.points)}" for part in index.parts)
    activity.note(verb, index, by=by, extra={"parts": parts})
    return index
