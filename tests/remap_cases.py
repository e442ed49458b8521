"""A round that goes over to a later criteria set, for tests."""

from collections.abc import Callable

from inspection_app.extensions import db
from inspection_app.models import CriteriaSet, Criterion, Round, RoundRemap
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.services import criteria_sets, round_remaps
from inspection_app.services.criteria_sets import SetDraft
from inspection_app.services.round_remaps import Wish
from inspection_app.transaction import transaction
from tests import factories as make

Change = Callable[[dict[str, Criterion]], None]


def later(round_: Round, change: Change, name: str = "Bản sau") -> CriteriaSet:
    """The next version of the round's set, changed as told."""
    by = make.make_coordinator()
    with transaction():
        made = criteria_sets.copy(round_.criteria_set, SetDraft(name, 2021, "Quyết định sau"), by=by)
        change({line.code: line for line in made.criteria})
        db.session.flush()
        criteria_sets.publish(made, by=by)
    return made


def leaf(criteria_set: CriteriaSet, code: str) -> Criterion:
    return next(line for line in find_sets.tree(criteria_set) if line.code == code)


def wish(round_: Round, to: CriteriaSet, ticked: tuple[str, ...] = (), **choices: str) -> Wish:
    """Choices and ticks by code: `c1_1_2="1.3"`."""
    told = {code.removeprefix("c").replace("_", "."): target for code, target in choices.items()}
    keys = {str(leaf(round_.criteria_set, old).id): str(leaf(to, new).id) for old, new in told.items()}
    return Wish(to, keys, {str(leaf(round_.criteria_set, code).id) for code in ticked})


def go(round_: Round, wanted: Wish, *, seen: str | None = None) -> RoundRemap:
    seen = round_remaps.preview(round_, wanted).seen if seen is None else seen
    with transaction():
        return round_remaps.remap(round_, wanted, seen=seen, say=str, by=make.make_coordinator())
