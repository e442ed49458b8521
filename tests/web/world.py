"""One row of everything an address can name, and the people around it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from werkzeug.routing import Rule

from inspection_app.access import STATIC
from inspection_app.documents.report import SECTIONS
from inspection_app.models import Assessment, Inspection, Render, Round, User
from inspection_app.queries import criteria_sets as find_sets
from inspection_app.rules.terms import JobState, PaperKind, Role, RoundState, Side, Stage
from inspection_app.services import calendar_links, invitations, office_days, reports, user_sessions
from inspection_app.storage import files
from inspection_app.transaction import transaction
from tests.citizens import make_check, make_contact
from tests.desk import make_request, make_thread
from tests.factories import (
    item,
    lead_of,
    make_administrator,
    make_agency,
    make_coordinator,
    make_criteria_set,
    make_evidence,
    make_explanation,
    make_finding,
    make_head,
    make_inspection,
    make_inspector,
    make_leader,
    make_officer,
    make_recommendation,
    make_report,
    make_round,
    make_score,
    make_second_score,
    make_team,
    make_upload,
    make_user,
    member_of,
    saved,
    survey_item,
    to_stage,
)
from tests.meetings import make_minutes
from tests.paper_factories import issue_paper, make_paper, make_scan
from tests.scenario_cases import make_scenario
from tests.self_factories import make_self_upload
from tests.told import make_mail, make_notification

# Words of closed lists that addresses carry; the view answers 404 to any other.
WORDS = {
    "stage": Stage.CONCLUDED.value,
    "state": RoundState.REPORTING.value,
    "key": SECTIONS[0].key,
    "kind": PaperKind.NOTICE.value,
}


@dataclass
class World:
    """A round with one inspection at the explanation stage and a report whose PDF is made."""

    inspection: Inspection
    people: dict[str, User]
    strangers: dict[str, User]
    ids: dict[str, Any] = field(default_factory=dict)

    def address(self, rule: Rule, *, known: bool = True) -> str:
        """The route's address with the ids of this world, or with ids of nothing."""
        values: dict[str, Any] = {}
        for name in rule.arguments:
            assert name in WORDS or name in self.ids, f"tests/web/world.py makes no {name} yet: add it there"
            own = self.ids.get(f"{rule.endpoint} {name}") or self.ids.get(name)
            values[name] = WORDS.get(name) or (own if known else uuid4())
        built = rule.build(values, append_unknown=False)
        assert built is not None
        return built[1]


def make_world() -> World:
    agency = make_agency(name="Sở Tư pháp")
    everything = make_user(*Role, full_name="Người có mọi vai")
    round_ = make_round(make_criteria_set(agency))
    team = make_team(round_, everything, make_inspector())
    inspection = make_inspection(agency=agency, round_=round_, team=team)
    world = World(inspection, _people(inspection, everything), _strangers())
    world.ids = _ids(inspection, everything) | _ids_of_people(everything)
    return world


def _people(inspection: Inspection, everything: User) -> dict[str, User]:
    return {
        "everything": everything,
        "administrator": make_administrator(),
        "coordinator": make_coordinator(),
        "leader": make_leader(),
        "member": member_of(inspection),
        "officer": make_officer(inspection.agency),
        "head": make_head(inspection.agency),
    }


def _strangers() -> dict[str, User]:
    elsewhere = make_inspection(Stage.EXPLANATION)
    return {
        "lead of another team": lead_of(elsewhere),
        "officer of another agency": make_officer(elsewhere.agency),
        "somebody without a role": make_user(),
    }


def _ids(inspection: Inspection, everything: User) -> dict[str, Any]:
    """An id for every name that stands in an address."""
    assessment = make_score(item(inspection), "85")
    finding, recommendation = make_finding(assessment), make_recommendation(assessment)
    evidence = make_evidence(assessment, side=Side.TEAM)
    second = make_second_score(assessment, "100")
    check = make_check(assessment)
    minutes = make_minutes(inspection)
    to_stage(inspection, Stage.EXPLANATION)
    report = make_report(inspection.round)
    with transaction():
        render = reports.draft(report, by=lead_of(inspection))
    _finish(render)
    assert inspection.team is not None
    return _ids_of_criteria(inspection.round, everything) | {
        "inspection_id": inspection.id,
        "item_id": assessment.id,
        "finding_id": finding.id,
        "recommendation_id": recommendation.id,
        "evidence_id": evidence.id,
        "second_score_id": second.id,
        **_ids_at_the_desk(assessment),
        "explanation_id": make_explanation(assessment).id,
        "minutes_id": minutes.id,
        "round_id": inspection.round_id,
        "scenario_id": make_scenario(inspection.round, [recommendation], by=everything).id,
        "team_id": inspection.team.id,
        "report_id": report.id,
        "contact_id": make_contact().id,
        "feedback_id": check.feedback_id,
        "check_id": check.id,
        **_papers(inspection),
        "self_upload_id": make_self_upload(inspection, everything).id,
        "agency_id": inspection.agency_id,
        "user_id": make_user(Role.INSPECTOR).id,
        "notification_id": make_notification(everything, inspection).id,
    }


def _ids_of_criteria(round_: Round, user: User) -> dict[str, Any]:
    """The round's own table, and a draft of another."""
    draft = make_criteria_set(published=False)
    return {
        "criterion_id": survey_item(round_).id,
        "set_id": draft.id,
        "line_id": find_sets.tree(draft)[-1].id,
        "criteria.ask_confirm set_id": round_.criteria_set_id,
        "upload_id": make_upload(user).id,
    }


def _ids_at_the_desk(assessment: Assessment) -> dict[str, UUID]:
    """What the team asks, itself and the agency."""
    return {"request_id": make_request(assessment).id, "thread_id": make_thread(assessment).id}


def _ids_of_people(user: User) -> dict[str, Any]:
    """What hangs on a person."""
    with transaction():
        token = invitations.invite(make_user(), by=user)
        device = user_sessions.begin(user, "", "")
    return {
        "invitation_token": token,
        "session_id": device.id,
        "day_id": _day_off(user),
        "token": _calendar_link(user),
        "mail_id": make_mail(user).id,
    }


def _day_off(by: User) -> UUID:
    with transaction():
        return office_days.correct(date(2020, 11, 6), "Nghỉ bù", worked=False, by=by).id


def _calendar_link(user: User) -> str:
    with transaction():
        return calendar_links.make(user)


def _papers(inspection: Inspection) -> dict[str, UUID]:
    """A draft, and an issued one with a signed scan and its public address."""
    assert inspection.team is not None
    draft = make_paper(PaperKind.TEAM_DECISION, inspection.team)
    issued = issue_paper(make_paper(PaperKind.NOTICE, inspection))
    scan = make_scan(issued)
    return {
        "paper_id": issued.id,
        "papers.confirm_issue paper_id": draft.id,
        "papers.issue paper_id": draft.id,
        "papers.change paper_id": draft.id,
        "file_id": scan.id,
        "code": issued.id,
    }


def _finish(render: Render) -> None:
    """As the worker leaves it, without its work."""
    render.state, render.file_sha256 = JobState.DONE, files().put(b"%PDF-1.7 mau")
    saved([render])


def rules_of(app: Any) -> list[Rule]:
    """Every route of ours."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != STATIC]


def is_read(rule: Rule) -> bool:
    return "GET" in (rule.methods or set())
