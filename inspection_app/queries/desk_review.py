"""The page «Thẩm định hồ sơ»: what the agency claims and shows for each item, before the visit."""

from dataclasses import dataclass
from decimal import Decimal

from inspection_app.models import Assessment, Criterion, Inspection
from inspection_app.rules.desk_review import claimed_without_proof
from inspection_app.rules.evidence_requests import WAITING
from inspection_app.rules.terms import RequestState

from . import evidence_requests, items
from .criteria_sets import fields_of
from .inspections import assessments_of
from .self_assessments import open_to_team


@dataclass(frozen=True)
class ReviewLine:
    """One item as the agency handed it in, and what the team has still to clear up."""

    assessment: Assessment
    claimed: Decimal | None  # nothing, as the note, while the agency keeps its self-assessment to itself
    note: str
    files: int  # the agency's own
    threads: int  # unresolved
    waiting: int  # requests that wait for the agency
    answered: int  # requests that wait for the team
    unproven: bool  # points claimed with neither a file nor an explanation

    @property
    def open(self) -> bool:
        """Does anybody still have to do something here?"""
        return self.unproven or bool(self.threads or self.waiting or self.answered)


@dataclass(frozen=True)
class ReviewField:
    """The items of one field."""

    field: Criterion
    lines: tuple[ReviewLine, ...]


def of_inspection(inspection: Inspection) -> tuple[ReviewField, ...]:
    """Every item by field, in the table's order."""
    shown = open_to_team(inspection)
    files = items.agency_file_counts(inspection)
    threads = items.thread_counts(inspection)
    waiting = evidence_requests.counts(inspection, WAITING)
    answered = evidence_requests.counts(inspection, {RequestState.ANSWERED})
    by_field: dict[str, list[ReviewLine]] = {}
    for each in assessments_of(inspection):
        claimed, note = (each.self_points, each.self_note) if shown else (None, "")
        unproven = claimed_without_proof(claimed, files[each.id], note)
        open_ = (threads[each.id], waiting[each.id], answered[each.id])
        line = ReviewLine(each, claimed, note, files[each.id], *open_, unproven)
        by_field.setdefault(each.criterion.field_code, []).append(line)
    names = {field.code: field for field in fields_of(inspection.round.criteria_set_id)}
    return tuple(ReviewField(names[code], tuple(lines)) for code, lines in by_field.items())
