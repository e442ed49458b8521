"""The team's answer to an explanation: the verdict with its reason, and the score it restores."""

from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l

from inspection_app.forms import Form, IdField, RevisionField, required, terms
from inspection_app.forms import text as text_area
from inspection_app.models import Explanation
from inspection_app.rules.tally import HELD_APART
from inspection_app.rules.terms import ItemState, Verdict
from inspection_app.services.explanations import Ruling

from .score_forms import ScoreForm, filled, form_of


def _fields() -> dict[str, Any]:
    return {
        "verdict": terms(_l("Verdict"), Verdict, blank=_l("Choose a verdict"), validators=[required]),
        "reason": text_area(_l("Reason"), most=4000, must=True),
    }


class VerdictForm(Form):
    """The verdict alone, where the team gives no points."""

    operation_id = IdField()
    revision = RevisionField()
    verdict = _fields()["verdict"]
    reason = _fields()["reason"]


def verdict_form(explanation: Explanation, *, posted: bool = False) -> Any:
    """The form of one explanation among several: as posted, or with the score as it stands."""
    item = explanation.assessment
    if item.criterion.assessed_by in HELD_APART:
        given = {"operation_id": uuid4(), "revision": item.revision}
        return VerdictForm(key=explanation.id) if posted else VerdictForm(formdata=None, key=explanation.id, **given)
    kind = type("VerdictForm", (form_of(item.criterion.parsed_rule),), _fields())
    if posted:
        return kind(key=explanation.id)
    stays = item.state if item.state is ItemState.NOT_APPLICABLE else None
    return filled(kind, item, key=explanation.id, judgement=stays, reason="")


def ruling(form: Any) -> Ruling:
    """What was decided, as the service takes it; where nothing is said of the score, it stays."""
    score = form.draft() if isinstance(form, ScoreForm) else None
    if score and score.value is None and score.points is None and not score.inputs and score.judgement is None:
        score = None
    return Ruling(form.verdict.data, form.reason.data, score)
