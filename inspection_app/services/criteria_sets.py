"""Criteria sets: imported whole or not at all, published, confirmed against the official text."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import inspect

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, Criterion, User
from inspection_app.models.base import now
from inspection_app.queries import criteria_sets as find
from inspection_app.queries.agencies import in_order as agencies
from inspection_app.rules.criteria_draft import faults
from inspection_app.rules.criteria_table import Line
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.terms import SetState

from . import activity, criteria_reading
from .holding import hold

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class SetDraft:
    """What a set is called and what it stems from; `total` in points."""

    name: str
    year: int
    decision: str
    total: Decimal = HUNDRED


def check(content: bytes, total: Decimal = HUNDRED) -> tuple[Line, ...]:
    """Read a table without saving anything; raises BadTable with every problem."""
    return criteria_reading.read(content, criteria_reading.Choice(), total).reading.checked()


def import_table(draft: SetDraft, content: bytes, *, by: User | None) -> CriteriaSet:
    """Save a new set as a draft; raises BadTable, or DomainError for a taken name."""
    return import_lines(draft, check(content, draft.total), by=by)


def import_lines(draft: SetDraft, lines: Sequence[Line], *, by: User | None) -> CriteriaSet:
    """Save checked lines as a new draft; DomainError for a taken name."""
    if find.named(draft.name):
        raise DomainError(Message("There is a criteria set of this name already."), field="name")
    criteria_set = CriteriaSet(name=draft.name, year=draft.year, decision=draft.decision, maximum=draft.total)
    criteria_set.criteria = _criteria(lines)
    activity.note("criteria_set.imported", criteria_set, by=by, extra={"lines": len(lines)})
    return criteria_set


def start(draft: SetDraft, *, by: User) -> CriteriaSet:
    """A draft without a line, to be written in the browser; DomainError for a taken name."""
    if find.named(draft.name):
        raise DomainError(Message("There is a criteria set of this name already."), field="name")
    criteria_set = CriteriaSet(name=draft.name, year=draft.year, decision=draft.decision, maximum=draft.total)
    activity.note("criteria_set.started", criteria_set, by=by)
    return criteria_set


def discard(criteria_set: CriteriaSet, *, by: User | None) -> None:
    """Throw a draft away; DomainError once it is published or something rests on it."""
    if criteria_set.state is not SetState.DRAFT:
        raise DomainError(Message("Only a draft can be discarded; rounds rest on what was published."))
    if find.is_used(criteria_set):
        raise DomainError(Message("A round or a later version rests on this criteria set."))
    activity.note("criteria_set.discarded", criteria_set, by=by, extra={"discarded": criteria_set.name})
    db.session.delete(criteria_set)


def copy(criteria_set: CriteriaSet, draft: SetDraft, *, by: User) -> CriteriaSet:
    """A draft with the same lines, to become the next version; DomainError for a taken name."""
    if find.named(draft.name):
        raise DomainError(Message("There is a criteria set of this name already."), field="name")
    version = CriteriaSet(name=draft.name, year=draft.year, decision=draft.decision, maximum=criteria_set.maximum)
    version.based_on, version.based_on_id = criteria_set, criteria_set.id
    made: dict[UUID, Criterion] = {}
    for line in find.tree(criteria_set):
        made[line.id] = _copied(line, made.get(line.parent_id) if line.parent_id else None)
    version.criteria = list(made.values())
    activity.note("criteria_set.copied", version, by=by, extra={"from": criteria_set.name, "lines": len(made)})
    return version


def publish(criteria_set: CriteriaSet, *, by: User | None) -> None:
    """Freeze it, so that rounds can be bound to it; DomainError while anything is wrong with its table."""
    hold(criteria_set, "state", "confirmed_at", "maximum", "revision")
    if criteria_set.state is not SetState.DRAFT:
        raise DomainError(Message("This criteria set is published already."))
    if found := faults(find.lines_of(criteria_set), criteria_set.maximum):
        sentence = Message(
            "The table is not right yet: %(count)s problems. Edit the draft to see them.", count=len(found)
        )
        raise DomainError(sentence)
    criteria_set.state = SetState.PUBLISHED
    activity.note("criteria_set.published", criteria_set, by=by)


def confirm(criteria_set: CriteriaSet, document: str, *, by: User) -> None:
    """Vouch that it was checked against this document; from then on the «not checked» marks are gone."""
    hold(criteria_set, "state", "confirmed_at", "revision")
    if criteria_set.state is not SetState.PUBLISHED or criteria_set.confirmed_at:
        raise DomainError(Message("Only a published, unconfirmed criteria set is confirmed."))
    if not document.strip():
        raise DomainError(Message("Say which document it was checked against."), field="document")
    criteria_set.confirmed_at, criteria_set.confirmed_by_id = now(), by.id
    criteria_set.confirmed_document = document.strip()
    activity.note("criteria_set.confirmed", criteria_set, by=by)


def _copied(line: Criterion, parent: Criterion | None) -> Criterion:
    """The same line in another version: every column but whose it is."""
    own = {"id", "criteria_set_id", "parent_id", "revision"}
    columns = [each.key for each in inspect(Criterion).column_attrs if each.key not in own]
    made = Criterion(parent=parent, **{name: getattr(line, name) for name in columns})
    made.lead_agency, made.other_agencies = line.lead_agency, list(line.other_agencies)
    return made


def _criteria(lines: Sequence[Line]) -> list[Criterion]:
    by_code = {agency.code: agency for agency in agencies()}
    made: dict[str, Criterion] = {}
    for position, line in enumerate(lines):
        made[line.code] = Criterion(
            position=position,
            code=line.code,
            level=line.level,
            name=line.name,
            maximum=line.maximum,
            assessed_by=line.assessed_by,
            rule=line.rule,
            rule_params=line.rule_params,
            measure=line.measure,
            lead_agency=by_code[line.lead_agency],
            other_agencies=[by_code[code] for code in line.other_agencies],
            name_status=line.name_status,
            points_status=line.points_status,
            bonus=line.bonus,
            guidance=line.guidance,
            evidence_required=line.evidence_required,
            legal_basis=line.legal_basis,
            parent=made[line.parent] if line.parent else None,
        )
    return list(made.values())
