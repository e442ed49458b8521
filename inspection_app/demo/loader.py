"""Loads the demo round through the same services people use; its people and scores are made up."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from inspection_app.models import Agency, Assessment, Inspection, Report, Round, User
from inspection_app.queries import agencies as find_agencies
from inspection_app.queries import inspections as find_inspections
from inspection_app.queries import rounds as find_rounds
from inspection_app.queries import self_assessments as find_self_assessments
from inspection_app.queries import workdays
from inspection_app.rules.schedule import Visit
from inspection_app.rules.terms import (
    CauseKind,
    Delivery,
    FindingKind,
    ItemState,
    Language,
    NoticeKind,
    Role,
    RoundState,
    Side,
    Stage,
    TeamRole,
    ThreadKind,
    Verdict,
)
from inspection_app.services import (
    accounts,
    agencies,
    assessments,
    criteria_sets,
    desk_threads,
    evidence,
    evidence_requests,
    explanations,
    findings,
    inspections,
    published_indexes,
    recommendations,
    reports,
    rounds,
    self_assessments,
)

from . import citizens, papers
from .minutes import meet

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
SAMPLE = "TÀI LIỆU MẪU DÙNG ĐỂ TRÌNH DIỄN PHẦN MỀM, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ\n\n"
COORDINATOR = "dieuphoi"
AT_ONCE = dict.fromkeys(
    (NoticeKind.ASKED, NoticeKind.RETURNED, NoticeKind.ANSWERED), Delivery.AT_ONCE
)  # to be seen soon
BEFORE_VISIT, AFTER_VISIT = timedelta(days=5), timedelta(days=3)  # when files came and results were shown
JUDGED, CONCLUDED = timedelta(days=6), timedelta(days=8)  # after the visit


def load(password: str, address: str = "http://127.0.0.1:8000") -> Round:
    """Put the whole demo round into an empty database; the caller commits. `address` stands in its QR codes."""
    _agencies()
    people = _people(password)
    coordinator = people[COORDINATOR]
    plan = _toml("round")
    round_ = _round(plan, by=coordinator)
    teams = {
        team["name"]: rounds.form_team(round_, team["name"], _members(team["members"], people), by=coordinator)
        for team in plan["teams"]
    }
    for entry in plan["inspections"]:
        agency = _agency(entry["agency"])
        inspection = rounds.add_agency(round_, agency, by=coordinator)
        rounds.put_on(inspection, teams[entry["team"]], Visit(entry["visit_from"], entry["visit_to"]), by=coordinator)
        _Case(inspection, people, entry).run()
    known = {agency.code: agency for agency in find_agencies.in_order()}
    citizens.load(_toml("feedback"), known, find_rounds.inspections_of(round_), by=coordinator)
    papers.load(round_, address, by=coordinator)
    _report(round_, by=coordinator)
    published_indexes.import_bundled(by=coordinator)
    return round_


class _Case:
    """One inspection, played from the notice to the stage it has reached."""

    def __init__(self, inspection: Inspection, people: Mapping[str, User], entry: Mapping[str, Any]) -> None:
        self.inspection = inspection
        self.people = people
        self.entry = entry
        self.data = _optional(f"assessments-{inspection.agency.code.lower()}")
        self.items = {each.criterion.code: each for each in find_inspections.assessments_of(inspection)}
        self.officer = people[inspection.agency.code.lower()]
        team = inspection.team
        self.lead = next(each.user for each in team.members if each.role is TeamRole.LEAD) if team else self.officer
        self.day = datetime.combine(inspection.visit_from or date.min, time(3), tzinfo=UTC)

    def run(self) -> None:
        """Stage by stage, so that every rule of the work is kept."""
        self.assign()
        steps = (
            (Stage.SELF_ASSESSMENT, self.score_itself),
            (Stage.FIELDWORK, self.inspect),
            (Stage.EXPLANATION, self.explain),
            (Stage.CONCLUDED, lambda: None),
        )
        for stage, step in steps:
            if self.inspection.stage is Stage(self.entry["stage"]):
                return
            inspections.move(self.inspection, stage, by=self.lead)
            if self.inspection.published_at:
                later = CONCLUDED if stage is Stage.CONCLUDED else AFTER_VISIT
                self.inspection.published_at = self.day + later
            step()
        shown, days = (self.day + AFTER_VISIT).date(), self.inspection.round.explanation_days
        self.inspection.explanation_due_on = workdays.calendar().after(shown, days)  # what is over was due then

    def assign(self) -> None:
        for username, codes in self.entry.get("assignments", {}).items():
            duties: dict[Assessment, User | None] = {self.items[code]: self.people[username] for code in codes}
            rounds.assign(self.inspection, duties, by=self.lead)

    def score_itself(self) -> None:
        for score in self.data.get("scores", []):
            if "self_value" in score or "self_points" in score:
                value, points = _decimal(score.get("self_value")), _decimal(score.get("self_points"))
                note = score.get("self_note", "")
                assessments.self_score(
                    self.items[score["code"]], assessments.SelfScoreDraft(value, points, note), by=self.officer
                )
        self.bring(Side.AGENCY, by=self.officer, moment=self.day - BEFORE_VISIT)
        if self.entry["stage"] != Stage.SELF_ASSESSMENT:
            self.hand_in()
        self.review()

    def hand_in(self) -> None:
        """Where the agency has a head and filled in everything, over the head to the team."""
        head = self.people.get(f"thutruong{self.inspection.agency.code.lower()}")
        seen = find_self_assessments.overview(self.inspection)
        if head and not seen.missing:
            self_assessments.ask(self.inspection, by=self.officer)
            self_assessments.approve(self.inspection, seen.hash, by=head)
            self_assessments.hand_in(self.inspection, by=self.officer)

    def review(self) -> None:
        """The desk review: what the team asks itself, and what of it the agency."""
        for entry in self.data.get("threads", []):
            item = self.items[entry["code"]]
            draft = desk_threads.ThreadDraft(uuid4(), ThreadKind(entry["kind"]), entry["text"])
            thread = desk_threads.open_thread(item, draft, by=self.writer(entry))
            if "reply" in entry:
                desk_threads.reply(thread, uuid4(), entry["reply"], by=self.lead)
            if entry.get("request"):
                evidence_requests.ask_from(thread, by=self.lead)
            if entry.get("resolved"):
                desk_threads.resolve(thread, by=self.lead)

    def inspect(self) -> None:
        for score in self.data.get("scores", []):
            if "value" in score or "points" in score or "state" in score:
                assessments.record(self.items[score["code"]], self.score_draft(score), by=self.writer(score))
        for entry in self.data.get("findings", []):
            draft = self.finding_draft(entry)
            findings.record(self.items[entry["code"]], draft, by=self.writer(entry)).recorded_at = self.day
        for entry in self.data.get("recommendations", []):
            advice = self.recommendation_draft(entry)
            recommendations.record(self.items[entry["code"]], advice, by=self.writer(entry)).recorded_at = self.day
        self.bring(Side.TEAM, by=self.lead, moment=self.day)
        if meeting := _optional(f"meeting-{self.inspection.agency.code.lower()}"):
            meet(self.inspection, meeting)

    def explain(self) -> None:
        for entry in self.data.get("explanations", []):
            explanation = explanations.give(self.items[entry["code"]], entry["text"], by=self.officer)
            explanation.given_at = self.day + AFTER_VISIT
            if "verdict" in entry:
                ruling = explanations.Ruling(Verdict(entry["verdict"]), entry["verdict_reason"])
                explanations.judge(explanation, ruling, by=self.lead)
                explanation.judged_at = self.day + JUDGED

    def writer(self, entry: Mapping[str, Any]) -> User:
        """Whoever the item was given to, else the lead."""
        return self.items[entry["code"]].assignee or self.lead

    def bring(self, side: Side, *, by: User, moment: datetime) -> None:
        """The files of one side, as small texts that say they are samples."""
        for entry in self.data.get("evidence", []):
            if Side(entry["side"]) is side:
                content = (SAMPLE + entry["text"]).encode()
                evidence.add(self.items[entry["code"]], entry["name"], content, side, by=by).added_at = moment

    def score_draft(self, score: Mapping[str, Any]) -> assessments.ScoreDraft:
        state = ItemState(score["state"]) if "state" in score else None
        value, points = _decimal(score.get("value")), _decimal(score.get("points"))
        revision = self.items[score["code"]].revision
        return assessments.ScoreDraft(uuid4(), revision, state, value, points, score.get("reason", ""))

    def finding_draft(self, entry: Mapping[str, Any]) -> findings.FindingDraft:
        cause_kind = CauseKind(entry["cause_kind"]) if "cause_kind" in entry else None
        kind, cause = FindingKind(entry["kind"]), entry.get("cause", "")
        return findings.FindingDraft(uuid4(), uuid4(), 0, kind, entry["text"], cause, cause_kind)

    def recommendation_draft(self, entry: Mapping[str, Any]) -> recommendations.RecommendationDraft:
        lead, won = _agency(entry["lead_agency"]), _decimal(entry.get("recoverable"))
        return recommendations.RecommendationDraft(uuid4(), uuid4(), 0, entry["text"], lead, entry.get("deadline"), won)


def _agencies() -> None:
    for entry in _toml("agencies")["agencies"]:
        agencies.add(entry["code"], entry["name"], by=None)


def _agency(code: str) -> Agency:
    return next(agency for agency in find_agencies.in_order() if agency.code == code)


def _people(password: str) -> dict[str, User]:
    people = {}
    for entry in _toml("people")["people"]:
        draft = accounts.UserDraft(
            username=entry["username"],
            full_name=entry["full_name"],
            title=entry["title"],
            agency=_agency(entry["agency"]) if "agency" in entry else None,
            roles=frozenset(Role(role) for role in entry["roles"]),
            password=password if entry["account"] else None,
            email=f"{entry['username']}@demo.example" if entry["account"] else "",  # a name nobody can own
        )
        people[draft.username] = accounts.create_user(draft, by=None)
        if draft.email:
            accounts.prefer(people[draft.username], accounts.Preferences(draft.email, Language.VIETNAMESE, AT_ONCE))
    return people


def _members(roles: Mapping[str, str], people: Mapping[str, User]) -> dict[User, TeamRole]:
    return {people[username]: TeamRole(role) for username, role in roles.items()}


def _round(plan: Mapping[str, Any], *, by: User) -> Round:
    table = plan["criteria_set"]
    draft = criteria_sets.SetDraft(table["name"], table["year"], table["decision"])
    criteria_set = criteria_sets.import_table(draft, (DATA / table["file"]).read_bytes(), by=by)
    criteria_sets.publish(criteria_set, by=by)
    names = ("number", "dated", "title", "year", "issuing_body", "superior_body", "place", "starts_on", "ends_on")
    told = {name: plan[name] for name in names}
    said = rounds.RoundDraft(**told, bases="\n".join(plan["bases"]), purpose=plan["purpose"])
    round_ = rounds.create(said, criteria_set, by=by)
    round_.is_demo = True
    for state in (RoundState.APPROVED, RoundState.IN_PROGRESS):
        rounds.move(round_, state, by=by)
    return round_


def _report(round_: Round, *, by: User) -> Report:
    texts = _toml("report")
    report = reports.create(round_, by=by)
    signatory = {f"signatory_{name}": text for name, text in texts["signatory"].items()}
    reports.set_frame(report, signatory | {"recipients": "\n".join(texts["recipients"])}, by=by)
    for section in report.sections:
        if section.key in texts["sections"]:
            text = texts["sections"][section.key]
            reports.write_section(section, report, text, revision=section.revision, by=by)
    return report


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _optional(name: str) -> dict[str, Any]:
    return _toml(name) if (HERE / f"{name}.toml").exists() else {}


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
