"""The page «Thẩm định hồ sơ»: what the agency claims and shows for each item, before the visit."""

from dataclasses import dataclass

from inspection_app.models import Assessment, Criterion, Inspection
from inspection_app.rules.desk_review import claimed_without_proof
from inspection_app.rules.evidence_requests import WAITING
from inspection_app.rules.terms import RequestState, Side

from . import evidence_requests, items
from .criteria_sets import fields_of
from .inspections import assessments_of


@dataclass(frozen=True)
class ReviewLine:
    """One item as the agency handed it in, and what the team has still to clear up."""

    assessment: Assessment
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
    files = items.evidence_counts(inspection, Side.AGENCY)
    threads = items.thread_counts(inspection)
    waiting = evidence_requests.counts(inspection, WAITING)
    answered = evidence_requests.counts(inspection, {RequestState.ANSWERED})
    by_field: dict[str, list[ReviewLine]] = {}
    for each in assessments_of(inspection):
        unproven = claimed_without_proof(each.self_points, files[each.id], each.self_note)
        line = ReviewLine(each, files[each.id], threads[each.id], waiting[each.id], answered[each.id], unproven)
        by_field.setdefault(each.criterion.field_code, []).append(line)
    names = {field.code: field for field in fields_of(inspection.round.criteria_set_id)}
    return tuple(ReviewField(names[code], tuple(lines)) for code, lines in by_field.items())
