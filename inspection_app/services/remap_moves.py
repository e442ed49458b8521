"""The moves of a change of criteria set: scores, what hangs on them, and what a forecast rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import Assessment, CriteriaSet, Criterion, Round, User
from inspection_app.queries import round_remaps as find
from inspection_app.queries.round_remaps import Standing
from inspection_app.rules import numerals
from inspection_app.rules.labels import label
from inspection_app.rules.message import Message
from inspection_app.rules.remap import Plan, Way
from inspection_app.rules.remap_scores import Carried, Fate, Score
from inspection_app.rules.tally import first_state

from . import activity, remap_assumptions, remap_rows
from .remap_details import score_text


@dataclass(frozen=True)
class Move:
    """What every step needs to know."""

    standing: Standing
    plan: Plan
    leaves: dict[str, Criterion]  # the new items by key
    details: dict[str, Any]
    say: Callable[[Message], str]
    by: User

    def assessment(self, way: Way) -> Assessment:
        """The row of a way that carries something."""
        return self.standing.assessments[way.held.place.key]


def carry_out(  # noqa: PLR0913 - one call, from the one place that has planned it
    round_: Round,
    to: CriteriaSet,
    standing: Standing,
    plan: Plan,
    details: dict[str, Any],
    *,
    say: Callable[[Message], str],
    by: User,
) -> None:
    """Move what carries something, then what is empty; make what is new; add to `details` what could not follow."""
    leaves = {str(each.id): each for each in find.leaves_of(to.id)}
    move = Move(standing, plan, leaves, details, say, by)
    taken: set[str] = set()
    for key, leaf in leaves.items():
        ways = plan.into(key)
        if ways:
            taken.add(key)
            _into(move, leaf, ways)
    _empty_ones(move, taken)
    _new_ones(move, taken)
    remap_assumptions.follow(round_, standing, plan, leaves, details)


def _into(move: Move, leaf: Criterion, ways: list[Way]) -> None:
    """One or several old items become this one."""
    first, *others = ways
    assessment = move.assessment(first)
    _second_score(move, first, assessment)
    with db.session.no_autoflush:  # an early flush would hide the changes from the log
        _set(move, first, assessment)
        for other in others:
            _take_words(move, other, assessment)
        assessment.criterion, assessment.criterion_id = leaf, leaf.id
        extra = {"code": f"{first.held.place.code} → {leaf.code}"}
        activity.note("item.remapped", assessment, by=move.by, inspection=assessment.inspection, extra=extra)
    for other in others:
        _take_rows(move, other, assessment)


def _set(move: Move, way: Way, assessment: Assessment) -> None:
    """Write the carried scores; what was not kept is said in the reason."""
    if way.team:
        note = _note(move, way, way.held.team, way.team)
        score = way.team.score
        if way.team.fate is Fate.LOST:
            assessment.scorer_id = None
        assessment.state, assessment.value, assessment.points = score.state, score.value, score.points
        assessment.inputs, assessment.reason = dict(score.inputs), _joined(note, assessment.reason)
    if way.own:
        note = _note(move, way, way.held.own, way.own)
        _set_own(assessment, way.own.score, _joined(note, assessment.self_note))
    if way.shown:
        note = _note(move, way, way.held.shown, way.shown)
        assessment.published_state, assessment.published_points = way.shown.score.state, way.shown.score.points
        assessment.published_reason = _joined(note, assessment.published_reason)


def _set_own(assessment: Assessment, score: Score, note: str) -> None:
    assessment.self_value, assessment.self_points = score.value, score.points
    assessment.self_inputs, assessment.self_note = dict(score.inputs), note


def _take_words(move: Move, way: Way, into: Assessment) -> None:
    """A score that does not stand is kept in the details and in a note; the agency's own fills an empty place."""
    gone = move.assessment(way)
    note = _note(move, way, way.held.team, way.team) if way.team else ""
    into.reason = _joined(into.reason, note, gone.reason)
    into.self_evidence = _joined(into.self_evidence, gone.self_evidence)
    note = _joined(into.self_note, gone.self_note)
    if way.own and into.self_points is None and into.self_value is None:
        _set_own(into, way.own.score, note)
    else:
        into.self_note = note


def _take_rows(move: Move, way: Way, into: Assessment) -> None:
    """What hangs on the item goes over, and the item itself is gone."""
    gone = move.assessment(way)
    _second_score(move, way, gone, merged=True)
    move.details["left"] += remap_rows.take_over(gone, into, by=move.by)
    db.session.delete(gone)
    db.session.flush()


def _second_score(move: Move, way: Way, assessment: Assessment, *, merged: bool = False) -> None:
    """A second score stays with a score that stays as it is; else it goes into the details: score it a second time."""
    second = find.second_score_of(assessment)
    if second is None or (not merged and way.team and way.team.fate is Fate.KEPT):
        return
    told = score_text(Score(second.state, second.value, second.points, second.inputs or {}))
    settled = {"points": activity.plain(second.settled_points), "reason": second.settled_reason}
    by = second.scorer.full_name
    code, reason = way.held.place.code, second.reason
    entry = {"kind": "second_score", "code": code, "score": told, "reason": reason, "settled": settled, "by": by}
    move.details["left"].append(entry)
    db.session.delete(second)
    db.session.flush()


def _empty_ones(move: Move, taken: set[str]) -> None:
    """An empty item goes along where its agency stays the same; elsewhere it is removed, and made anew if need be."""
    agencies = {each.id: each.agency_id for each in move.standing.inspections}
    for way in move.plan.ways:
        assessment = move.standing.assessments.get(way.held.place.key)
        if assessment is None or way.held.carries:
            continue
        leaf = move.leaves[way.new.key] if way.new else None
        if leaf and str(leaf.id) not in taken and leaf.lead_agency_id == agencies[assessment.inspection_id]:
            taken.add(str(leaf.id))
            assessment.criterion, assessment.criterion_id = leaf, leaf.id
            assessment.state = first_state(leaf.assessed_by)
            if assessment.published_state:
                assessment.published_state = assessment.state
        else:
            db.session.delete(assessment)
    db.session.flush()


def _new_ones(move: Move, taken: set[str]) -> None:
    """Items nobody had, in the inspection of the agency that answers for them."""
    inspections: dict[UUID, Any] = {each.agency_id: each for each in move.standing.inspections}
    for key, leaf in move.leaves.items():
        inspection = inspections.get(leaf.lead_agency_id)
        if key not in taken and inspection is not None:
            state = first_state(leaf.assessed_by)
            db.session.add(Assessment(inspection=inspection, criterion=leaf, state=state))
    db.session.flush()


def _note(move: Move, way: Way, before: Score | None, after: Carried) -> str:
    """What the score was, where it is not kept."""
    if before is None or after.fate not in (Fate.LOST, Fate.MERGED):
        return ""
    told = {
        "code": way.held.place.code,
        "name": way.held.place.name,
        "state": move.say(label(before.state)),
        "value": numerals.plain(before.value) if before.value is not None else "–",
        "points": numerals.points(before.points),
        "maximum": numerals.points(way.held.place.maximum),
    }
    if after.fate is Fate.MERGED:
        merged = Message(
            "Before the criteria set changed, item %(code)s «%(name)s», now part of this one: "
            "%(state)s, value %(value)s, %(points)s of %(maximum)s points.",
            **told,
        )
        return move.say(merged)
    lost = Message(
        "Before the criteria set changed, item %(code)s «%(name)s»: "
        "%(state)s, value %(value)s, %(points)s of %(maximum)s points. Not kept: %(why)s.",
        why=after.why or "",
        **told,
    )
    return move.say(lost)


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
