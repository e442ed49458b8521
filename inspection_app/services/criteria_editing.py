"""A draft of a criteria set, edited line by line; whoever edits one holds its set, so its tree stays sound."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.orm.attributes import set_committed_value

from inspection_app.extensions import db
from inspection_app.models import Agency, CriteriaSet, Criterion, User
from inspection_app.queries import criteria_sets as find
from inspection_app.rules import criteria_cells as cells
from inspection_app.rules import criteria_tree as rules
from inspection_app.rules.criteria_tree import Place
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import Assessed, RuleKind, SetState

from . import activity, operations, revisions
from .criteria_sets import SetDraft
from .holding import hold

Lines = dict[str, Criterion]  # by id, in the table's order


@dataclass(frozen=True)
class LineDraft:
    """What somebody typed of a line; `revision` is what was read, `maximum` in points."""

    line_id: UUID
    operation_id: UUID
    revision: int
    code: str
    name: str
    maximum: Decimal
    assessed_by: Assessed
    rule: RuleKind
    lead_agency: Agency
    other_agencies: Sequence[Agency] = ()
    rule_params: str = ""
    measure: str = ""
    bonus: bool = False
    guidance: str = ""
    evidence_required: str = ""
    legal_basis: str = ""
    name_status: str = ""
    points_status: str = ""
    sum_above: bool = False  # the line above was scored itself: from now on it is the sum

    def checked(self) -> dict[str, Any]:
        """Its columns; DomainError in the words of an import where one of them is wrong."""
        return {
            "code": cells.code(self.code),
            "name": cells.name(self.name),
            "maximum": cells.maximum(self.maximum, self.rule),
            "rule_params": cells.params(self.rule, self.rule_params),
            "measure": cells.short(self.measure),
            "guidance": cells.long(self.guidance),
            "evidence_required": cells.long(self.evidence_required),
            "legal_basis": cells.long(self.legal_basis),
            "lead_agency_id": self.lead_agency.id,
            "other_agencies": [each for each in self.other_agencies if each.id != self.lead_agency.id],
            **{name: getattr(self, name) for name in SAME},
        }


SAME = ("assessed_by", "rule", "bonus", "name_status", "points_status")


def change_head(criteria_set: CriteriaSet, draft: SetDraft, *, revision: int, by: User) -> None:
    """Name, year, decision and points of the whole table; DomainError for a taken name, or Clashed."""
    _hold_draft(criteria_set)
    if (other := find.named(draft.name)) is not None and other is not criteria_set:
        raise DomainError(Message("There is a criteria set of this name already."), field="name")
    mine = {"name": draft.name, "year": draft.year, "decision": draft.decision, "maximum": draft.total}
    revisions.write(criteria_set, mine, revision=revision)
    if db.session.is_modified(criteria_set):
        activity.note("criteria_set.changed", criteria_set, by=by)


def add(criteria_set: CriteriaSet, draft: LineDraft, *, by: User) -> None:
    """A new line where its code says; DomainError for a code that is taken or has no line above it."""
    if operations.is_repeat(draft.operation_id, draft.line_id, by=by):
        return
    lines = _held(criteria_set)
    if db.session.get(Criterion, draft.line_id) is not None:
        raise DomainError(Message("This entry carries the number of another one. Reload the page and enter it again."))
    told = draft.checked()
    places = rules.added(_places(lines), Place(str(draft.line_id), draft.code))
    new = Criterion(id=draft.line_id, criteria_set_id=criteria_set.id, position=len(lines), **told)
    new.level, new.parent_id = rules.level_of(new.code), _parent_of(new.code, lines.values())
    activity.note("criterion.added", new, by=by)
    if draft.sum_above and (above := lines.get(str(new.parent_id))):
        _become_sum(above, by=by)
    db.session.expire(criteria_set, ["criteria"])
    _number(lines | {str(new.id): new}, places)


def change(line: Criterion, draft: LineDraft, *, by: User) -> None:
    """What is said of a line, its code too, and then those below it; DomainError as for a new one, or Clashed."""
    if operations.is_repeat(draft.operation_id, line.id, by=by):
        return
    lines, before = _held(line.criteria_set, line), line.code
    agencies = {each.id for each in line.other_agencies}
    revisions.write(line, draft.checked(), revision=draft.revision)
    if {each.id for each in line.other_agencies} != agencies:
        line.revision += 1  # these are no column of the line, which alone would not count as a change of it
    db.session.expire(line, ["lead_agency"])
    wanted, line.code = line.code, before
    _arrange(lines, rules.recoded(_places(lines), str(line.id), wanted), line, by=by)


def move(line: Criterion, step: int, *, operation_id: UUID, by: User) -> None:
    """Change round with the sibling before (−1) or behind (1): place, code, and all that stands below them."""
    if operations.is_repeat(operation_id, line.id, by=by):
        return
    lines = _held(line.criteria_set, line)
    _arrange(lines, rules.moved(_places(lines), str(line.id), step), by=by)


def remove(line: Criterion, *, by: User) -> None:
    """Take a line away, with all below it; the log keeps which it was."""
    criteria_set = line.criteria_set
    lines = _held(criteria_set, line)
    places = rules.removed(_places(lines), str(line.id))
    kept = {each.key for each in places}
    gone = [each for key, each in lines.items() if key not in kept]
    said = {"removed": f"{line.code} {line.name}", "lines": len(gone)}
    activity.note("criterion.removed", line, by=by, extra=said)
    for each in reversed(gone):
        db.session.delete(each)
        db.session.flush()  # children before their parents
    db.session.expire(criteria_set, ["criteria"])
    _number(lines, places)


def _become_sum(line: Criterion, *, by: User) -> None:
    """Its points come from the lines below it; how they were given so far stays in the log."""
    if line.is_leaf:
        line.rule, line.rule_params = RuleKind.SUM, ""
        activity.note("criterion.changed", line, by=by)


def _hold_draft(criteria_set: CriteriaSet) -> None:
    hold(criteria_set, "state", "confirmed_at", "name", "year", "decision", "maximum", "revision")
    if criteria_set.state is not SetState.DRAFT:
        raise DomainError(Message("This criteria set is published. Copy it as a new version to change its lines."))


def _held(criteria_set: CriteriaSet, line: Criterion | None = None) -> Lines:
    """The lines of a draft as they stand now; DomainError where `line` is no longer one of them."""
    _hold_draft(criteria_set)
    lines = {str(each.id): each for each in find.tree_now(criteria_set)}
    if line is not None and str(line.id) not in lines:
        raise DomainError(Message("A colleague removed this line meanwhile."))
    return lines


def _places(lines: Lines) -> list[Place]:
    return [Place(key, line.code) for key, line in lines.items()]


def _parent_of(code: str, lines: Iterable[Criterion]) -> UUID | None:
    return next((line.id for line in lines if line.code == rules.above(code)), None)


def _arrange(lines: Lines, places: Sequence[Place], changed: Criterion | None = None, *, by: User) -> None:
    """Give every line the code and place it has there, and note it; `changed` was changed besides."""
    renamed = [lines[each.key] for each in places if lines[each.key].code != each.code]
    _free_codes([line.id for line in renamed])
    codes = {each.key: each.code for each in places}
    ids: Mapping[str, UUID] = {each.code: lines[each.key].id for each in places}
    if changed is not None and changed not in renamed and db.session.is_modified(changed):
        activity.note("criterion.changed", changed, by=by)
    for line in renamed:  # one by one: what is noted of a line is what was not saved yet
        line.code = codes[str(line.id)]
        line.level, line.parent_id = rules.level_of(line.code), ids.get(rules.above(line.code) or "")
        activity.note("criterion.changed" if line is changed else "criterion.moved", line, by=by)
    _number(lines, places)


def _free_codes(ids: Sequence[UUID]) -> None:
    """Make room in the table, where no code may stand twice even for a moment."""
    if ids:
        freed = update(Criterion).where(Criterion.id.in_(ids)).values(code="~" + Criterion.code)
        db.session.connection().execute(freed)  # past the session, which would save what is not noted yet


def _number(lines: Lines, places: Sequence[Place]) -> None:
    """Number the lines through; a place is no change of a line, so it touches neither revision nor log."""
    wanted = [(lines[each.key], at) for at, each in enumerate(places) if lines[each.key].position != at]
    if wanted:
        placed = update(Criterion).where(Criterion.id == bindparam("line")).values(position=bindparam("place"))
        db.session.connection().execute(placed, [{"line": line.id, "place": at} for line, at in wanted])
    for line, at in wanted:
        set_committed_value(line, "position", at)
