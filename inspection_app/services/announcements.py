"""What the log's lines tell whom: a row a verb. A part of the work that wants to be told of adds its row here.

A row is a function of the line's subject and its case that gives notices; for most cases `case` makes one.
Sentences name the case and what waits there, never points: they go out by mail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inspection_app import policies
from inspection_app.models import (
    Assessment,
    Base,
    Inspection,
    Minutes,
    Paper,
    Recommendation,
    Report,
    Round,
    Team,
    User,
)
from inspection_app.queries import recipients
from inspection_app.queries import rounds as find_rounds
from inspection_app.rules import workflow
from inspection_app.rules.labels import label
from inspection_app.rules.message import Message
from inspection_app.rules.numerals import date_text, days_text
from inspection_app.rules.terms import NoticeKind, Role, RoundState, Stage


@dataclass(frozen=True)
class Notice:
    """What is told to whom, and the page it leads to; they may all see it."""

    kind: NoticeKind
    sentence: Message
    people: Sequence[User]
    subject: Base
    endpoint: str = "dashboard.home"
    arguments: Mapping[str, object] = field(default_factory=dict)
    once: str = ""  # where it is told but once ever; else every line of the log tells anew


Row = Callable[[Any, Inspection | None], Iterable[Notice]]
People = Callable[[Inspection], Sequence[User]]


def to_team(inspection: Inspection) -> Sequence[User]:
    """The people of the case's team."""
    return [user for user in recipients.team_of(inspection) if policies.serve(user, inspection)]


def to_officers(inspection: Inspection) -> Sequence[User]:
    """The inspected agency's officers, once the inspection was announced."""
    return [user for user in recipients.officers(inspection.agency_id) if policies.officer_of(user, inspection)]


def to_heads(inspection: Inspection) -> Sequence[User]:
    """The head of the inspected agency."""
    return [user for user in recipients.heads(inspection.agency_id) if policies.officer_of(user, inspection)]


def case(kind: NoticeKind, sentence: Message, to: People) -> Row:
    """A row for what happens in a case; the sentence may name the agency."""

    def row(_subject: Any, inspection: Inspection | None) -> Iterator[Notice]:
        if inspection is not None:
            yield at(inspection, kind, sentence, to(inspection))

    return row


def at(inspection: Inspection, kind: NoticeKind, sentence: Message, people: Sequence[User]) -> Notice:
    """A notice that leads to the case's page."""
    spoken = Message(sentence.msgid, **{"agency": inspection.agency.name, **sentence.values})
    return Notice(kind, spoken, people, inspection, "inspections.show", {"inspection_id": inspection.id})


def of(verb: str, subject: Base, inspection: Inspection | None) -> Iterable[Notice]:
    """What a line tells; nothing for most verbs."""
    return ROWS[verb](subject, inspection) if verb in ROWS else ()


# --- planning ---


def _team(team: Team, _inspection: Inspection | None) -> Iterator[Notice]:
    """Being in a team is told once, and not before the plan is approved."""
    if workflow.round_running(team.round.state):
        sentence = Message("You are in %(team)s of round %(number)s.", team=team.name, number=team.round.number)
        yield Notice(NoticeKind.ASSIGNED, sentence, recipients.members_of(team), team, once=f"member of team {team.id}")


def _round(round_: Round, _inspection: Inspection | None) -> Iterator[Notice]:
    if round_.state is RoundState.APPROVED:
        for team in find_rounds.teams_of(round_):
            yield from _team(team, None)


def _planned(inspection: Inspection, _inspection: Inspection | None) -> Iterator[Notice]:
    if workflow.round_running(inspection.round.state) and inspection.team is not None:
        days = days_text(inspection.visit_from, inspection.visit_to)
        sentence = Message("%(team)s inspects %(agency)s, visit %(days)s.", team=inspection.team.name, days=days)
        yield at(inspection, NoticeKind.ASSIGNED, sentence, to_team(inspection))


def _assigned(assessment: Assessment, inspection: Inspection | None) -> Iterator[Notice]:
    if inspection is not None:
        people = [user for user in recipients.these(assessment.assignee_id) if policies.serve(user, inspection)]
        sentence = Message("Items of the inspection at %(agency)s were given to you.")
        yield at(inspection, NoticeKind.ASSIGNED, sentence, people)


# --- the case ---


def _moved(inspection: Inspection, _inspection: Inspection | None) -> Iterator[Notice]:
    for kind, sentence, to in MOVES.get(inspection.stage, ()):
        yield at(inspection, kind, sentence, to(inspection))


MOVES: Mapping[Stage, Sequence[tuple[NoticeKind, Message, People]]] = {
    Stage.SELF_ASSESSMENT: [
        (NoticeKind.ASKED, Message("%(agency)s is asked to assess itself."), to_officers),
    ],
    Stage.FIELDWORK: [
        (NoticeKind.ASKED, Message("The inspection at %(agency)s is open for scores and findings."), to_team),
        (NoticeKind.PUBLISHED, Message("The team now inspects %(agency)s."), to_officers),
    ],
    Stage.EXPLANATION: [
        (
            NoticeKind.PUBLISHED,
            Message("The team has shown its scores and findings to %(agency)s; you may explain."),
            to_officers,
        ),
    ],
    Stage.CONCLUDED: [
        (NoticeKind.PUBLISHED, Message("The inspection of %(agency)s is concluded."), to_officers),
    ],
}


def _issued(paper: Paper, inspection: Inspection | None) -> Iterator[Notice]:
    """A paper to the agency: to its officers and to the team; the decision on a team: to its members.

    It leads to the paper itself: the notice reaches the agency before the case is opened to it.
    """
    about, found = "", list[User]()
    if inspection is not None:
        about, found = inspection.agency.name, [*recipients.officers(inspection.agency_id), *to_team(inspection)]
    elif paper.team is not None:
        about, found = paper.team.name, [*recipients.members_of(paper.team)]
    people = [user for user in found if policies.see_paper(user, paper)]
    sentence = Message("%(paper)s for %(about)s was issued.", paper=label(paper.kind), about=about)
    yield Notice(NoticeKind.PUBLISHED, sentence, people, paper, "papers.show", {"paper_id": paper.id})


def _fixed(minutes: Minutes, inspection: Inspection | None) -> Iterator[Notice]:
    """Both sides are asked for their word on what was fixed."""
    if inspection is not None:
        signers = recipients.these(minutes.meeting.chair_id, minutes.meeting.secretary_id)
        people = [*to_officers(inspection), *(user for user in signers if policies.serve(user, inspection))]
        sentence = Message("The minutes of the visit at %(agency)s were fixed and wait for your word.")
        yield replace(at(inspection, NoticeKind.ASKED, sentence, people), endpoint="minutes.show")


def _recommended(recommendation: Recommendation, inspection: Inspection | None) -> Iterator[Notice]:
    if inspection is not None:
        found = recipients.officers(recommendation.lead_agency_id)
        people = [user for user in found if policies.officer_of(user, inspection)]
        sentence = Message("Recommendations were issued to %(agency)s.", agency=recommendation.lead_agency.name)
        yield at(inspection, NoticeKind.ASSIGNED, sentence, people)


# --- the report ---


def _to(role: Role, kind: NoticeKind, sentence: Message) -> Row:
    """A row for a step of the report; the sentence may name the round and the report's own number and date."""

    def row(report: Report, _inspection: Inspection | None) -> Iterator[Notice]:
        people = [user for user in recipients.with_role(role) if policies.see_report(user, report)]
        told = {"round": report.round.number, "number": report.number or 0}
        told["day"] = date_text(report.dated) if report.dated else ""
        spoken = Message(sentence.msgid, **told)
        yield Notice(kind, spoken, people, report, "reports.show", {"report_id": report.id})

    return row


def _each(*rows: Row) -> Row:
    """Several rows for one verb."""
    return lambda subject, inspection: (notice for row in rows for notice in row(subject, inspection))


_SUBMITTED = Message("The report of round %(round)s waits for your decision.")
_RETURNED = Message("The report of round %(round)s was returned for changes.")
_APPROVED = Message("The report of round %(round)s was approved and can be issued.")
_ISSUED = Message("Report %(number)s of %(day)s, round %(round)s, was issued.")

_THREAD = Message("There is something new in the team's threads on %(agency)s.")

ROWS: Mapping[str, Row] = {
    "team.formed": _team,
    "team.changed": _team,
    "round.moved": _round,
    "inspection.planned": _planned,
    "item.assigned": _assigned,
    "inspection.moved": _moved,
    "explanation.given": case(NoticeKind.ANSWERED, Message("%(agency)s has explained itself."), to_team),
    "inspection.explained_again": case(
        NoticeKind.PUBLISHED,
        Message("The team has answered the explanations of %(agency)s; you may explain once more."),
        to_officers,
    ),
    "evidence_request.asked": case(
        NoticeKind.ASKED, Message("The team asks %(agency)s for further evidence."), to_officers
    ),
    "evidence_request.reopened": case(
        NoticeKind.RETURNED, Message("The team asks %(agency)s for further evidence once more."), to_officers
    ),
    "evidence_request.answered": case(
        NoticeKind.ANSWERED, Message("%(agency)s has answered a request for further evidence."), to_team
    ),
    "thread.opened": case(NoticeKind.ANSWERED, _THREAD, to_team),
    "thread.replied": case(NoticeKind.ANSWERED, _THREAD, to_team),
    "inspection.extended": case(NoticeKind.ANSWERED, Message("A due date of %(agency)s was extended."), to_officers),
    "self_assessment.asked": case(
        NoticeKind.ASKED, Message("The self-assessment of %(agency)s waits for your approval."), to_heads
    ),
    "self_assessment.returned": case(
        NoticeKind.RETURNED, Message("The head of %(agency)s returned the self-assessment."), to_officers
    ),
    "self_assessment.approved": case(
        NoticeKind.ANSWERED,
        Message("The self-assessment of %(agency)s was approved and can be handed in."),
        to_officers,
    ),
    "self_assessment.handed_in": case(
        NoticeKind.ANSWERED, Message("%(agency)s has handed in its self-assessment."), to_team
    ),
    "self_assessment.reopened": case(
        NoticeKind.RETURNED, Message("The self-assessment of %(agency)s was reopened for changes."), to_officers
    ),
    "minutes.frozen": _fixed,
    "signoff.given": case(
        NoticeKind.ANSWERED, Message("Somebody has said a word on the minutes of the visit at %(agency)s."), to_team
    ),
    "paper.issued": _issued,
    "recommendation.issued": _recommended,
    "report.submitted": _to(Role.LEADER, NoticeKind.ASKED, _SUBMITTED),
    "report.returned": _to(Role.COORDINATOR, NoticeKind.RETURNED, _RETURNED),
    "report.approved": _to(Role.COORDINATOR, NoticeKind.ANSWERED, _APPROVED),
    "report.issued": _each(
        _to(Role.LEADER, NoticeKind.PUBLISHED, _ISSUED), _to(Role.COORDINATOR, NoticeKind.PUBLISHED, _ISSUED)
    ),
}
