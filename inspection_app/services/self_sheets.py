"""Sheets of a self-assessment: made for an agency, looked at when they come back filled, then saved all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from inspection_app.extensions import db
from inspection_app.models import Assessment, Inspection, SelfUpload, User
from inspection_app.models.base import now
from inspection_app.queries import self_assessments as find
from inspection_app.queries.inspections import assessments_of
from inspection_app.rules import self_sheet as form
from inspection_app.rules import self_sheet_reading as reading
from inspection_app.rules.criteria_file import BadTable, Problem
from inspection_app.rules.log_words import column
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_words import unit, words
from inspection_app.rules.scoring import takes_value
from inspection_app.rules.self_sheet_reading import Filled
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.vietnamese import clean
from inspection_app.sheets import self_sheet
from inspection_app.sheets.reading import sheets_of
from inspection_app.storage import files

from . import assessments, revisions, self_assessments
from .activity import plain
from .assessments import SelfScoreDraft
from .revisions import Clashed

KEPT = timedelta(days=14)  # an upload nobody came back to
LONGEST_NAME = 200  # characters
LOST = Message("The uploaded file is not here any more. Choose it again.")
Say = Callable[[Message], str]
FIELDS = {"self_points": form.POINTS, "self_note": form.NOTE, "self_evidence": form.EVIDENCE, "points": form.POINTS}


@dataclass(frozen=True)
class Change:
    """One thing that saving the sheet would change."""

    assessment: Assessment
    name: str  # of the column
    old: object
    new: object


@dataclass(frozen=True)
class Preview:
    """A filled sheet as it was understood."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    drafts: Mapping[Assessment, SelfScoreDraft]


def xlsx(inspection: Inspection, say: Say, *, mark: str) -> bytes:
    """The sheet of this agency with what it entered so far; `mark` says that the set is not checked."""
    return self_sheet.xlsx(_head(inspection, mark), [_line(each, say) for each in assessments_of(inspection)])


def keep(inspection: Inspection, file_name: str, content: bytes, *, by: User) -> SelfUpload:
    """Put a filled sheet aside to be looked at; BadTable where it is not this agency's sheet."""
    self_assessments.hold_writable(inspection)
    _read(inspection, content)
    for old in find.uploads_older_than(now() - KEPT):
        db.session.delete(old)
    upload = SelfUpload(
        inspection=inspection,
        file_name=" ".join(clean(file_name).split())[-LONGEST_NAME:],
        sha256=files().put(content),
        uploaded_by_id=by.id,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def preview(upload: SelfUpload) -> Preview:
    """What saving it would change now; DomainError where the file is gone, BadTable where it does not fit any more."""
    try:
        content = files().get(upload.sha256)
    except FileNotFoundError:
        raise DomainError(LOST) from None
    items = {each.criterion.code: each for each in assessments_of(upload.inspection)}
    read = _read(upload.inspection, content)
    changes: list[Change] = []
    problems = list(read.problems)
    drafts: dict[Assessment, SelfScoreDraft] = {}
    for code, filled in read.filled.items():
        item = items[code]
        draft = _draft(item, filled, read.revisions.get(code))
        try:
            found = _changes(item, draft)
        except DomainError as error:
            if code not in read.spoiled:
                problems.append(_problem(error, filled))
            continue
        changes += found
        drafts |= {item: draft} if found else {}
    problems.sort(key=lambda each: (each.line, each.letter))
    return Preview(tuple(changes), tuple(problems), drafts)


def adopt(upload: SelfUpload, *, by: User) -> int:
    """Save all of it, or nothing; returns how many items changed. BadTable while there is a problem."""
    self_assessments.hold_writable(upload.inspection)
    seen = preview(upload)
    if seen.problems:
        raise BadTable(seen.problems)
    for item, draft in seen.drafts.items():
        assessments.self_score(item, draft, by=by)
    db.session.delete(upload)
    return len(seen.drafts)


def discard(upload: SelfUpload) -> None:
    """Forget it; nothing of it ever counted, so the log says nothing."""
    db.session.delete(upload)


def _head(inspection: Inspection, mark: str = "") -> form.Head:
    round_ = inspection.round
    return form.Head(
        str(inspection.id),
        str(round_.criteria_set_id),
        inspection.agency.name,
        f"{round_.number} · {round_.title}",
        round_.year,
        mark,
    )


def _line(assessment: Assessment, say: Say | None = None) -> form.Line:
    """The item as the sheet has it; what it is told in words only where somebody reads it."""
    criterion, rule = assessment.criterion, assessment.criterion.parsed_rule
    counted = unit(rule)
    return form.Line(
        code=criterion.code,
        name=criterion.name,
        maximum=criterion.maximum,
        rule=rule,
        how=say(words(rule, criterion.maximum)) if say else "",
        measure=criterion.measure or (say(counted) if say and counted else ""),
        apart=criterion.assessed_by in HELD_APART,
        value=assessment.self_value,
        inputs=assessment.self_inputs or {},
        points=assessment.self_points,
        note=assessment.self_note,
        evidence=assessment.self_evidence,
        revision=assessment.revision,
    )


def _read(inspection: Inspection, content: bytes) -> reading.Reading:
    lines = [_line(each) for each in assessments_of(inspection)]
    return reading.read(sheets_of(content), _head(inspection), lines)


def _draft(item: Assessment, filled: Filled, revision: int | None) -> SelfScoreDraft:
    points = filled.points
    says_nothing = filled.value is None and not filled.inputs and item.self_value is None and not item.self_inputs
    if takes_value(item.criterion.parsed_rule) and says_nothing:
        points = item.self_points  # given without a value before; the sheet has no cell for them
    return SelfScoreDraft(
        filled.value, points, filled.note, filled.inputs, filled.evidence, revision=revision or item.revision
    )


def _changes(item: Assessment, draft: SelfScoreDraft) -> list[Change]:
    mine = assessments.self_worked_out(item, draft)
    wanted = revisions.wanted(item, mine, revision=draft.revision or item.revision)
    told = {name: (getattr(item, name), value) for name, value in wanted.items()}
    return [Change(item, name, old, new) for name, (old, new) in told.items() if plain(old) != plain(new)]


def _problem(error: DomainError, filled: Filled) -> Problem:
    if isinstance(error, Clashed):
        name, clash = next(iter(error.clashes.items()))
        sentence = Message(
            "Changed here after the sheet was downloaded: %(column)s is «%(theirs)s» by now. Download a new sheet.",
            column=column(name),
            theirs=str(clash.theirs if clash.theirs is not None else "")[:100],
        )
        return reading.problem(filled.row, FIELDS.get(name, form.VALUE), sentence)
    return reading.problem(filled.row, FIELDS.get(error.field or "", form.VALUE), error.message)
