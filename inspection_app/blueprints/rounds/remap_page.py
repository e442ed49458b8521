"""What the preview of moving a round to a later criteria set shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from inspection_app.i18n import say
from inspection_app.models import Criterion
from inspection_app.queries import round_remaps as find
from inspection_app.rules import numerals
from inspection_app.rules.labels import label
from inspection_app.rules.message import Message
from inspection_app.rules.remap import PROPOSED, Way
from inspection_app.rules.remap_match import How
from inspection_app.rules.remap_scores import Carried, Fate, Score
from inspection_app.rules.terms import ItemState
from inspection_app.services.round_remaps import Preview, Wish


@dataclass(frozen=True)
class Row:
    """One old item and what becomes of it."""

    way: Way
    agency: str
    hanging: str  # findings, evidence ...
    told: Sequence[str]  # what happens to its scores
    stays: str  # the agency that answers for the new item, where it is another one
    proposed: bool  # to be ticked
    ticked: bool
    decided: str  # the new item's key


def of(wish: Wish, shown: Preview) -> dict[str, Any]:
    """The rows in the groups they are read in."""
    leaves = {str(leaf.id): leaf for leaf in find.leaves_of(wish.to.id)}
    agencies = {str(each.id): each.agency for each in shown.standing.inspections}
    loose = {str(each.criterion_id) for each in shown.standing.loose}
    rows = []
    for way in shown.plan.ways:
        agency = agencies.get(way.held.where)
        stays = _stays(leaves[way.new.key], agency.id) if way.new and way.held.carries and agency else ""
        rows.append(_row(way, wish, agency.name if agency else "", stays))
    asked = [row for row in rows if row.way.match.how is not How.SAME and _matters(row, loose)]
    same = [row for row in rows if row.way.match.how is How.SAME and row.way.held.carries]
    return {
        "to": wish.to,
        "seen": shown.seen,
        "ready": shown.plan.ready,
        "asked": asked,
        "changed": [row for row in same if _changes(row)],
        "kept": [row for row in same if not _changes(row)],
        "empty": sum(1 for row in rows if not row.way.held.carries and row.way.new and row not in asked),
        "fallen": [row for row in rows if row.way.falls_away],
        "new": [leaves[place.key] for place in shown.plan.new],
        "options": [(key, f"{leaf.code}. {leaf.name}") for key, leaf in leaves.items()],
        "inspected": {each.id for each in agencies.values()},
        "settled": [each for each in shown.standing.inspections if each.stage in ("concluded", "closed")],
    }


def kept_words() -> dict[str, Any]:
    """What the page of past changes needs to say what is kept as JSON."""
    return {
        "fate": _fate_names(),
        "how": _how_names(),
        "hanging": hanging_words,
        "score": _kept_score,
        "why": _kept_why,
    }


def hanging_words(counts: Mapping[str, int]) -> str:
    """«2 findings, 1 file»."""
    names = {
        "findings": _("findings"),
        "evidence": _("files"),
        "recommendations": _("recommendations"),
        "explanations": _("explanations"),
        "requests": _("requests for evidence"),
        "threads": _("threads of the desk review"),
        "feedback_checks": _("checks of citizens' feedback"),
        "second_scores": _("second scores"),
    }
    return ", ".join(f"{counts[key]} {name}" for key, name in names.items() if counts.get(key))


def _row(way: Way, wish: Wish, agency: str, stays: str) -> Row:
    key = way.held.place.key
    return Row(
        way,
        agency,
        hanging_words(dict(way.held.counts)),
        _told(way),
        stays,
        proposed=way.match.how in PROPOSED,
        ticked=key in wish.ticked,
        decided=wish.choices.get(key, way.match.new.key if way.match.new else ""),
    )


def _matters(row: Row, loose: set[str]) -> bool:
    return row.way.held.carries or row.way.held.place.key in loose


def _changes(row: Row) -> bool:
    carried = (row.way.team, row.way.own, row.way.shown)
    changed = any(each and each.fate not in (Fate.KEPT, Fate.NOTHING) for each in carried)
    return changed or bool(row.stays) or bool(row.way.error) or not row.way.stands


def _stays(leaf: Criterion, agency_id: object) -> str:
    return leaf.lead_agency.name if leaf.lead_agency_id != agency_id else ""


def _told(way: Way) -> list[str]:
    said = []
    pairs = [(_("Team"), way.held.team, way.team)]
    if way.held.opened:
        pairs.append((_("Agency itself"), way.held.own, way.own))
    for whose, before, after in pairs:
        if before and after and after.fate is not Fate.NOTHING:
            said.append(f"{whose}: {_fate(before, after)}")
    if way.shown and way.held.shown and way.shown != way.team and way.shown.fate in (Fate.RECOMPUTED, Fate.LOST):
        said.append(f"{_('As published')}: {_fate(way.held.shown, way.shown)}")
    return said


def _fate(before: Score, after: Carried) -> str:
    old, new = numerals.points(before.points), numerals.points(after.score.points)
    why = say(after.why) if after.why else ""
    told: dict[Fate, str] = {
        Fate.RECOMPUTED: _("worked out by the new rule, %(old)s → %(new)s points", old=old, new=new),
        Fate.LOST: _("%(old)s points are not kept: %(why)s. The item becomes «not assessed».", old=old, why=why),
        Fate.MERGED: _("%(old)s points are kept as a note; the score of another item stands", old=old),
    }
    kept = _("kept, %(old)s points", old=old)
    return told.get(after.fate, f"{kept} ({why})" if why else kept)


def _fate_names() -> dict[str, str]:
    return {
        Fate.NOTHING.value: _("no score"),
        Fate.KEPT.value: _("kept"),
        Fate.RECOMPUTED.value: _("worked out again"),
        Fate.LOST.value: _("not kept, to be assessed again"),
        Fate.MERGED.value: _("kept as a note"),
    }


def _how_names() -> dict[str, str]:
    return {
        How.SAME.value: _("same code and name"),
        How.NAME.value: _("same name"),
        How.CODE.value: _("same code"),
        How.HAND.value: _("chosen by hand"),
        How.NONE.value: _("nothing"),
    }


def _kept_score(told: Mapping[str, Any] | None) -> str:
    """«Met, value 85, 1,50 points» from what is kept."""
    if not told:
        return "–"
    state = say(label(ItemState(told["state"])))
    value = _("value %(value)s", value=told["value"].replace(".", ",")) if told["value"] else ""
    points = _("%(points)s points", points=told["points"].replace(".", ",")) if told["points"] else ""
    return ", ".join(part for part in (state, value, points) if part)


def _kept_why(told: Sequence[Any] | None) -> str:
    return say(Message(told[0], **told[1])) if told else ""
