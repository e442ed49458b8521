"""What a change of criteria set did, as it is kept for good: plain JSON, numbers as text."""

from collections.abc import Mapping
from typing import Any

from inspection_app.models import Assessment, CriteriaSet, Round
from inspection_app.queries.round_remaps import Standing
from inspection_app.rules.message import Message
from inspection_app.rules.remap import Plan, Way
from inspection_app.rules.remap_match import How, Place
from inspection_app.rules.remap_scores import Carried, Fate, Score

from .activity import plain


def of(round_: Round, to: CriteriaSet, standing: Standing, plan: Plan) -> dict[str, Any]:
    """Every item that carried something or changed its name or place, those that fell away, and those that are new."""
    told = [way for way in plan.ways if way.held.carries or (way.new and way.how is not How.SAME)]
    return {
        "from": round_.criteria_set.name,
        "to": to.name,
        "items": [_item(way, standing.assessments.get(way.held.place.key)) for way in told],
        "unchanged": sum(1 for way in plan.ways if way not in told and way.new),
        "fallen": [_place(way.held.place) for way in plan.ways if way.falls_away],
        "new": [_place(place) for place in plan.new],
        "left": [],  # assumptions, steps of scenarios and second scores that could not follow
    }


def summary(details: Mapping[str, Any]) -> dict[str, Any]:
    """What the log says of it."""
    fates = [item["fate"] for item in details["items"]]
    counts = {fate.value: fates.count(fate.value) for fate in Fate if fate is not Fate.NOTHING}
    return {"from_set": details["from"], "to_set": details["to"], **counts, "fallen": len(details["fallen"])}


def score_text(score: Score | None) -> dict[str, Any] | None:
    """A score as plain JSON."""
    if score is None:
        return None
    inputs = {name: plain(value) for name, value in score.inputs.items()}
    return {"state": score.state.value, "value": plain(score.value), "points": plain(score.points), "inputs": inputs}


def message_json(message: Message | None) -> list[Any] | None:
    """A sentence, to be said in its reader's language later."""
    return [message.msgid, {name: str(value) for name, value in message.values.items()}] if message else None


def _item(way: Way, assessment: Assessment | None) -> dict[str, Any]:
    return {
        "old": _place(way.held.place),
        "new": _place(way.new) if way.new else None,
        "how": way.how.value,
        "stands": way.stands,
        "fate": (way.team.fate if way.team else Fate.NOTHING).value,
        "team": _carried(way.held.team, way.team, assessment.reason if assessment else ""),
        "own": _own(way, assessment),
        "shown": _carried(way.held.shown, way.shown, assessment.published_reason if assessment else ""),
        "counts": dict(way.held.counts),
    }


def _own(way: Way, assessment: Assessment | None) -> dict[str, Any] | None:
    """The agency's own; nothing while it keeps its self-assessment to itself."""
    if assessment is None or not way.held.opened:
        return None
    return _carried(way.held.own, way.own, assessment.self_note)


def _carried(before: Score | None, after: Carried | None, reason: str) -> dict[str, Any] | None:
    if before is None or after is None:
        return None
    told = {"before": score_text(before), "after": score_text(after.score), "reason": reason}
    return told | {"fate": after.fate.value, "why": message_json(after.why)}


def _place(place: Place) -> dict[str, Any]:
    return {"code": place.code, "name": place.name, "maximum": plain(place.maximum)}
