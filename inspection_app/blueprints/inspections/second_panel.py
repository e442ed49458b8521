"""The panel «Chấm lần 2» at an item, and its forms."""

from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from inspection_app import policies
from inspection_app.forms import DecimalField, Form, IdField, RevisionField, required
from inspection_app.forms import text as text_area
from inspection_app.i18n import say
from inspection_app.models import Assessment
from inspection_app.queries import second_scores as find
from inspection_app.rules.labels import label
from inspection_app.rules.second_scores import UNSCORED
from inspection_app.rules.terms import SecondChoice, SecondState
from inspection_app.services.second_scores import Settlement

from .forms import ScoreForm, score_form


class AgreeForm(Form):
    """One tap: the team's score as it was read is right."""

    operation_id = IdField()
    revision = RevisionField()


class SettleForm(Form):
    """The first score, the second, or other points; always with the reason."""

    operation_id = IdField()
    revision = RevisionField()
    choice = RadioField(
        _l("Decision"),
        choices=lambda: [SelectChoice(each.value, say(label(each))) for each in SecondChoice],
        validators=[required],
    )
    points = DecimalField(_l("Other points"), places=2)
    reason = text_area(_l("Reason of the decision"), most=4000, must=True)

    def settlement(self) -> Settlement:
        """What was decided, as the service takes it."""
        choice = SecondChoice(self.choice.data)
        return Settlement(self.operation_id.data, self.revision.data, choice, self.points.data, self.reason.data)


def second_form(item: Assessment, *, posted: bool = False) -> ScoreForm:
    """The form of the first score, empty: the second person comes to an own result."""
    kind = type(score_form(item))
    if posted:
        return kind(key="second")
    return kind(formdata=None, key="second", operation_id=uuid4(), revision=item.revision)


def panel(item: Assessment) -> dict[str, Any]:
    """How the second score stands and what this person may do about it; nothing at all for the agency."""
    if item.state in UNSCORED or not policies.see_team_part(current_user, item.inspection):
        return dict.fromkeys(("second", "second_form", "agree_form", "settle_form", "refused_form"))
    line = find.of_item(item)
    opened = may_score_again(item, line)
    decides = line.state is SecondState.DIFFERS and policies.settle_second_score(current_user, item.inspection)
    told = {"operation_id": uuid4(), "revision": item.revision}
    return {
        "second": line,
        "second_form": second_form(item) if opened else None,
        "agree_form": AgreeForm(formdata=None, **told) if opened else None,
        "settle_form": SettleForm(formdata=None, **told) if decides else None,
        "refused_form": None,
    }


def may_score_again(item: Assessment, line: find.Line) -> bool:
    """Whether the panel offers its form: nobody gave a second score yet, it is this person's own, or it is stale."""
    mine = line.second is not None and line.second.scorer_id == current_user.id
    free = {SecondState.NOT_CHECKED, SecondState.STALE} | ({SecondState.AGREED, SecondState.DIFFERS} if mine else set())
    return line.state in free and policies.second_score(current_user, item)
