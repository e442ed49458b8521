"""Who may see and change what, tried over the whole of the app's own list of addresses with every id there is."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import tostring

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from inspection_app import models
from inspection_app.access import access_of
from inspection_app.extensions import db
from inspection_app.models import Activity, Assessment, Base, Inspection, MailMessage, Notification, User
from inspection_app.rules.terms import Stage
from tests import judge
from tests.citizens import make_check
from tests.factories import (
    item,
    lead_of,
    make_administrator,
    make_coordinator,
    make_evidence,
    make_head,
    make_inspection,
    make_inspector,
    make_leader,
    make_officer,
    make_team,
    member_of,
    to_stage,
)
from tests.visitor import Visitor
from tests.web import hidden
from tests.web.hidden import AGENCY, SHOWN, TEAM
from tests.web.world import WORDS, is_read, rules_of

SignIn = Callable[[User], Visitor]
# The rows an argument of an address names; what stands here is tried with every row of the database.
ROWS: Mapping[str, type[Base]] = {
    "agency_id": models.Agency,
    "check_id": models.FeedbackCheck,
    "contact_id": models.Contact,
    "criterion_id": models.Criterion,
    "day_id": models.CalendarDay,
    "evidence_id": models.Evidence,
    "explanation_id": models.Explanation,
    "feedback_id": models.Feedback,
    "file_id": models.PaperFile,
    "finding_id": models.Finding,
    "inspection_id": Inspection,
    "item_id": Assessment,
    "line_id": models.Criterion,
    "mail_id": MailMessage,
    "minutes_id": models.Minutes,
    "notification_id": Notification,
    "paper_id": models.Paper,
    "recommendation_id": models.Recommendation,
    "report_id": models.Report,
    "request_id": models.EvidenceRequest,
    "round_id": models.Round,
    "scenario_id": models.Scenario,
    "second_score_id": models.SecondScore,
    "self_upload_id": models.SelfUpload,
    "session_id": models.UserSession,
    "set_id": models.CriteriaSet,
    "team_id": models.Team,
    "thread_id": models.DeskThread,
    "upload_id": models.CriteriaUpload,
    "user_id": User,
}
SECRETS = {"token", "invitation_token", "code"}  # nobody has them who was not given them
MADE_ANEW = {"papers.pdf", "minutes.pdf"}  # the same words as the page beside them, at a second apiece
EVERYWHERE = {"round_id", "set_id", "line_id", "criterion_id", "agency_id", "user_id", "contact_id", "day_id"}


@pytest.fixture(params=[hidden.assessing_itself, hidden.explaining])
def case(app: Flask, request: pytest.FixtureRequest) -> Inspection:
    made: Inspection = request.param()
    return made


def addresses(app: Flask, *, reads: bool) -> Iterator[tuple[Rule, str]]:
    """Every address of ours with every id in the database."""
    ids = {name: list(map(str, db.session.scalars(select(kind.id)))) for name, kind in ROWS.items()}  # type: ignore[attr-defined] # every row is Identified
    ids |= {name: [word] for name, word in WORDS.items()}
    for rule in rules_of(app):
        names = sorted(rule.arguments)
        if is_read(rule) is reads and not SECRETS & set(names):
            for values in product(*(ids[name] for name in names)):
                built = rule.build(dict(zip(names, values, strict=True)), append_unknown=False)
                assert built is not None
                yield rule, built[1]


def may_ask(rule: Rule, user: User) -> bool:
    question = access_of(rule.endpoint)
    return question == "everybody" or (callable(question) and bool(question(user)))


def everything_shown(app: Flask, client: Visitor, user: User) -> dict[str, str]:
    """All that this person is shown, by address: pages, files, calendars; and what he or she is told by mail."""
    client.enter(user)
    asked = [each for each in addresses(app, reads=True) if may_ask(each[0], user)]
    found = {
        address: client.get(address).get_data().decode(errors="replace")
        for rule, address in asked
        if rule.endpoint not in MADE_ANEW
    }
    told = db.session.scalars(select(Notification).where(Notification.user_id == user.id))
    return found | {f"notification {each.id}": str(each.message) for each in told}


def where(word: str, shown: Mapping[str, str]) -> list[str]:
    return [address for address, text in shown.items() if word in text]


def test_the_ids_of_every_address_are_known(app: Flask) -> None:
    named = {name for rule in rules_of(app) for name in rule.arguments}
    assert named <= ROWS.keys() | WORDS.keys() | SECRETS | {"filename"}


@pytest.mark.parametrize("make", [make_officer, make_head])
def test_the_agency_sees_nothing_the_team_has_not_shown(
    app: Flask, client: Visitor, case: Inspection, make: Callable[..., User]
) -> None:
    shown = everything_shown(app, client, make(case.agency))
    assert where(TEAM, shown) == []
    assert where(AGENCY, shown), "its own"


@pytest.mark.parametrize("who", ["member", "lead", "coordinator", "leader", "administrator"])
def test_nobody_sees_what_the_agency_keeps_to_itself(app: Flask, client: Visitor, case: Inspection, who: str) -> None:
    shown = everything_shown(app, client, _person(case, who))
    assert where(AGENCY, shown) == []
    assert where(TEAM, shown) or who in {"leader", "administrator"}


@pytest.mark.parametrize("who", ["officer", "lead"])
def test_a_stranger_sees_neither(app: Flask, client: Visitor, case: Inspection, who: str) -> None:
    """Of the same round, with a case of the own."""
    shown = everything_shown(app, client, _stranger(case, who))
    assert [where(each, shown) for each in (TEAM, AGENCY, SHOWN)] == [[], [], []]


@pytest.mark.parametrize("who", ["officer", "lead"])
def test_a_stranger_changes_nothing(app: Flask, client: Visitor, case: Inspection, who: str) -> None:
    """Every write at every id, and every mixture of one's own ids with another's."""
    stranger = _busy_stranger(who)
    own = _ids_of(_own(stranger)) | _told_to(stranger)
    last = _last_line()
    client.enter(stranger)
    for rule, address in list(addresses(app, reads=False)):
        if rule.arguments - WORDS.keys() - EVERYWHERE and not any(each in address for each in own):
            assert client.send(address).status_code in {403, 404}, address
    for rule, address in list(addresses(app, reads=False)):
        mixed = len(rule.arguments - WORDS.keys()) > 1 and any(each in address for each in own)
        if mixed and any(each in address for each in _ids_of(case)):
            assert client.send(address).status_code in {403, 404}, address
    lines = db.session.scalars(select(Activity).where(Activity.id > last, Activity.inspection_id == case.id))
    assert [line.verb for line in lines] == []


def test_foreign_ids_in_the_fields_of_a_form_change_nothing(app: Flask, client: Visitor) -> None:
    """Each form that people are shown, sent with another team's id in place of one's own."""
    case = hidden.explaining()
    foreign = _foreign(case)
    for who in ("lead", "officer"):
        stranger = _busy_stranger(who)
        client.enter(stranger)
        forms = dict(_forms(app, client, stranger))
        last, tried = _last_line(), 0
        for to, fields in forms.items():
            for name in fields.keys() & foreign.keys():
                tried += 1
                client.post(to, data=fields | {name: foreign[name], "csrf_token": client.token()})
        assert tried > (30 if who == "lead" else 5), tried
        theirs = {UUID(each) for each in _ids_of(case)}
        lines = list(db.session.scalars(select(Activity).where(Activity.id > last)))
        assert not [line.verb for line in lines if line.inspection_id == case.id or line.subject_id in theirs]


def _person(case: Inspection, who: str) -> User:
    inside = {"member": member_of, "lead": lead_of}
    outside = {"coordinator": make_coordinator, "leader": make_leader, "administrator": make_administrator}
    return inside[who](case) if who in inside else outside[who]()


def _stranger(case: Inspection, who: str) -> User:
    """Somebody of another case of the same round."""
    team = make_team(case.round, make_inspector(), make_inspector())
    return _of(make_inspection(Stage.FIELDWORK, round_=case.round, team=team), who)


def _busy_stranger(who: str) -> User:
    """Somebody with items, files and feedback of the own to write at."""
    elsewhere = make_inspection(Stage.FIELDWORK)
    make_evidence(make_check(item(elsewhere)).assessment)
    to_stage(elsewhere, Stage.FIELDWORK if who == "lead" else Stage.EXPLANATION)
    return _of(elsewhere, who)


def _of(elsewhere: Inspection, who: str) -> User:
    return lead_of(elsewhere) if who == "lead" else make_officer(elsewhere.agency)


def _own(stranger: User) -> Inspection | None:
    """The stranger's own case."""
    mine = models.TeamMember.user_id == stranger.id
    team = select(models.TeamMember.team_id).where(mine)
    query = select(Inspection).where((Inspection.team_id.in_(team)) | (Inspection.agency_id == stranger.agency_id))
    return db.session.scalars(query).unique().first()


def _ids_of(case: Inspection | None) -> set[str]:
    """The case and all that hangs on it."""
    if case is None:
        return set()
    items = select(Assessment.id).where(Assessment.inspection_id == case.id)
    found = {case.id, case.team_id, *db.session.scalars(items)}
    for kind in ROWS.values():
        for name, inside in (("assessment_id", items), ("inspection_id", [case.id])):
            column = getattr(kind, name, None)
            if column is not None:
                found |= set(db.session.scalars(select(kind.id).where(column.in_(inside))))  # type: ignore[attr-defined]
    return {str(each) for each in found}


def _told_to(user: User) -> set[str]:
    """What is a person's own, or about the own agency."""
    told = db.session.scalars(select(Notification.id).where(Notification.user_id == user.id))
    said = db.session.scalars(select(models.Feedback.id).where(models.Feedback.agency_id == user.agency_id))
    return {str(each) for each in (*told, *said)}


def _foreign(case: Inspection) -> dict[str, str]:
    """By the name of a field, an id of this case that does not belong there."""
    one = {kind: db.session.scalars(select(kind)).unique().first() for kind in ROWS.values()}
    assert case.team is not None
    finding = one[models.Finding]
    operation = db.session.scalars(select(models.Operation)).first()
    evidence: Any = one[models.Evidence]
    people = dict.fromkeys(("chair_id", "secretary_id", "giver", "taker", "newcomer"), str(lead_of(case).id))
    rows = {"finding_id": finding, "recommendation_id": one[models.Recommendation], "operation_id": operation}
    ids = {name: str(row.id) for name, row in rows.items() if row is not None}  # type: ignore[attr-defined]
    return people | ids | {"replaces": str(evidence.document_id), "item": str(evidence.assessment_id)}


def _forms(app: Flask, client: Visitor, user: User) -> Iterator[tuple[str, dict[str, Any]]]:
    """The forms on every page this person may open, as they are filled in."""
    for rule, address in list(addresses(app, reads=True)):
        if rule.endpoint in MADE_ANEW or not may_ask(rule, user):
            continue
        response = client.get(address)
        if response.mimetype == "text/html" and response.status_code == 200:
            for form in judge.Page(response.text).all("form"):
                if form.attrib.get("method") == "post" and "action" in form.attrib:
                    alone = judge.Page(tostring(form, encoding="unicode", method="html"), is_fragment=True)
                    yield form.attrib["action"], judge.form_values(alone, form.attrib["action"].split("?")[0])


def _last_line() -> int:
    return db.session.scalar(select(func.max(Activity.id))) or 0
