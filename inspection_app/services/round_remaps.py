"""Taking a round over to a later version of its criteria set: previewed, decided, done in one go, kept for good."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, Round, RoundRemap, User
from inspection_app.queries import round_remaps as find
from inspection_app.queries.round_remaps import Standing
from inspection_app.rules import remap as rules
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.remap import Plan
from inspection_app.rules.terms import ReportState

from . import activity, remap_details, remap_moves, rounds

BEFORE_THE_LEADER = frozenset({ReportState.SUBMITTED, ReportState.APPROVED, ReportState.ISSUED, ReportState.SUPERSEDED})


@dataclass(frozen=True)
class Wish:
    """Where the round is to go; `choices`: old item to new item, by id; `ticked`: proposals somebody agreed to."""

    to: CriteriaSet
    choices: Mapping[str, str]
    ticked: Collection[str]


@dataclass(frozen=True)
class Preview:
    """What would happen now; `seen` stands for exactly this."""

    standing: Standing
    plan: Plan
    seen: str


class Unready(DomainError):
    """Nothing was done: something is undecided, or is not as it was shown."""

    status = 422


def check_allowed(round_: Round) -> None:
    """DomainError once the round is closed or one of its reports was put before the leader."""
    rounds.check_open(round_)
    if any(report.state in BEFORE_THE_LEADER for report in find.reports_of(round_)):
        sentence = Message(
            "A report of this round has been put before the leader. What it says rests on the present criteria set."
        )
        raise DomainError(sentence)


def preview(round_: Round, wish: Wish, *, hold: bool = False) -> Preview:
    """Every old item's way, without changing anything; DomainError for a set the round cannot go to."""
    if wish.to not in find.later_than(round_.criteria_set):
        raise DomainError(Message("Choose a later published version of the criteria set."))
    standing = find.standing(round_, hold=hold)
    plan = rules.plan(standing.held, find.places_of(wish.to.id), wish.choices, wish.ticked)
    return Preview(standing, plan, _seen(round_, wish, standing, plan))


def remap(round_: Round, wish: Wish, *, seen: str, say: Callable[[Message], str], by: User) -> RoundRemap:
    """Do what the preview `seen` showed; Unready if it shows something else now.

    `say` puts what is noted beside scores into the language of the papers.
    """
    rounds.hold_with_set(round_)
    check_allowed(round_)
    shown = preview(round_, wish, hold=True)
    if not shown.plan.ready:
        raise Unready(Message("Some items are not decided yet. Each says what is missing."))
    if seen != shown.seen:
        raise Unready(Message("This is what happens with your choices, as the round stands now. Look, then confirm."))
    details = remap_details.of(round_, wish.to, shown.standing, shown.plan)
    done = RoundRemap(round_id=round_.id, from_set_id=round_.criteria_set_id, to_set_id=wish.to.id, details=details)
    done.remapped_by_id = by.id
    remap_moves.carry_out(round_, wish.to, shown.standing, shown.plan, details, say=say, by=by)
    round_.criteria_set, round_.criteria_set_id = wish.to, wish.to.id
    activity.note("round.remapped", round_, by=by, extra=remap_details.summary(details))
    db.session.add(done)
    db.session.flush()
    return done


def _seen(round_: Round, wish: Wish, standing: Standing, plan: Plan) -> str:
    """A fingerprint of the plan and of everything it rests on."""
    revisions = sorted((key, str(each.id), each.revision) for key, each in standing.assessments.items())
    loose = sorted(str((each.id, each.criterion_id)) for each in standing.loose)
    said = repr((round_.criteria_set_id, wish.to.id, revisions, loose, [str(way) for way in plan.ways], plan.new))
    return hashlib.sha256(said.encode()).hexdigest()
