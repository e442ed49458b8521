"""Cases full of words that must not come before the wrong eyes: one for each side, wherever it keeps something."""

from datetime import date
from uuid import uuid4

from inspection_app.models import Inspection, User
from inspection_app.queries import workdays
from inspection_app.rules.terms import Due, PaperKind, Side, Stage, ThreadKind, Verdict
from inspection_app.services import assessments, deadlines, desk_threads, evidence, explanations, feedback, papers
from inspection_app.services import self_assessments as own
from inspection_app.services.explanations import AnswerDraft, Ruling
from inspection_app.transaction import transaction
from tests.citizens import make_check
from tests.desk import make_thread
from tests.factories import (
    item,
    lead_of,
    make_evidence,
    make_finding,
    make_head,
    make_officer,
    make_recommendation,
    make_score,
    make_second_score,
    member_of,
    score_draft,
    to_stage,
)
from tests.meetings import make_meeting
from tests.paper_factories import make_paper
from tests.self_factories import make_filled, make_handed_in, make_self_score

TEAM = "Chi-doan-biet"  # what only the team, and whoever follows the round, may read
AGENCY = "Chi-co-quan-biet"  # what only the agency may read
SHOWN = "Hai-ben-biet"  # what both have read


def assessing_itself() -> Inspection:
    """The agency has scored itself, its head returned it, nothing was handed in; the team asks itself something."""
    inspection = make_filled()
    officer, head, assessment = make_officer(inspection.agency), make_head(inspection.agency), item(inspection)
    make_self_score(assessment, "100", by=officer, note=f"{AGENCY} thuyet minh", evidence=f"{AGENCY} tai lieu")
    make_evidence(assessment, name=f"{AGENCY}.txt", side=Side.AGENCY, by=officer)
    _trash(assessment.inspection, officer)
    _returned(inspection, officer, head)
    _reviewed(inspection)
    return inspection


def explaining() -> Inspection:
    """Results were shown; the agency drafts an answer, the team has gone on since and published nothing anew."""
    inspection = make_filled()
    officer = make_officer(inspection.agency)
    _trash(inspection, officer)
    make_handed_in(inspection)
    _reviewed(inspection)
    to_stage(inspection, Stage.FIELDWORK)
    make_finding(make_score(item(inspection), "85", reason=f"{SHOWN} ly do"), text=f"{SHOWN} phat hien")
    changed = make_finding(item(inspection, "1.1.3"), text="Se sua")
    to_stage(inspection, Stage.EXPLANATION)
    _drafted(inspection, officer)
    _judged(inspection, officer)
    _gone_on(inspection)
    make_finding(changed.assessment, text=f"{TEAM} sua lai", finding_id=changed.id, revision=changed.revision)
    return inspection


def _trash(inspection: Inspection, officer: User) -> None:
    file = make_evidence(item(inspection), b"bo", name=f"{AGENCY}-bo.txt", side=Side.AGENCY, by=officer)
    with transaction():
        evidence.trash(file, by=officer)


def _returned(inspection: Inspection, officer: User, head: User) -> None:
    """Returned twice, so that the log tells of the reason both as new and as old."""
    for _twice in range(2):
        with transaction():
            own.ask(inspection, by=officer)
            own.send_back(inspection, f"{AGENCY} noi bo", by=head)


def _drafted(inspection: Inspection, officer: User) -> None:
    with transaction():
        told = AnswerDraft(uuid4(), 0, f"{AGENCY} ban nhap", [(f"{AGENCY}-kem.txt", b"nhap")])
        explanations.draft(item(inspection, "1.2"), told, by=officer)


def _judged(inspection: Inspection, officer: User) -> None:
    """The team's verdict, which the agency is shown when results are published next."""
    with transaction():
        given = explanations.give(item(inspection), "Co van ban", by=officer)
        explanations.judge(given, Ruling(Verdict.PARTLY_ACCEPTED, f"{TEAM} ket luan"), by=lead_of(inspection))


def _reviewed(inspection: Inspection) -> None:
    """What the team asks itself."""
    thread = make_thread(item(inspection), f"{TEAM} trao doi", kind=ThreadKind.QUESTION)
    with transaction():
        desk_threads.reply(thread, uuid4(), f"{TEAM} tra loi", by=lead_of(inspection))


def _gone_on(inspection: Inspection) -> None:
    """Everything the team enters that its agency was not shown."""
    assessment, other, lead = item(inspection), item(inspection, "1.1.2"), lead_of(inspection)
    with transaction():
        assessments.record(assessment, score_draft(assessment, "90", reason=f"{TEAM} ly do"), by=lead)
    make_second_score(assessment, "100", reason=f"{TEAM} lan hai")
    make_finding(other, text=f"{TEAM} phat hien", cause=f"{TEAM} nguyen nhan")
    make_recommendation(other, text=f"{TEAM} kien nghi")
    make_evidence(other, name=f"{TEAM}.txt")
    _checked(inspection)
    make_meeting(inspection, course=f"{TEAM} dien bien", conclusion=f"{TEAM} ket luan", place=f"{TEAM} noi hop")
    _prepared(inspection)
    later = workdays.calendar().after(inspection.result_due_on or date(2020, 11, 30), 3)
    with transaction():
        deadlines.extend(inspection, Due.RESULT, later, f"{TEAM} gia han", by=lead)


def _checked(inspection: Inspection) -> None:
    check = make_check(item(inspection))
    with transaction():
        feedback.check_handling(check, f"{TEAM} kiem tra", by=member_of(inspection))


def _prepared(inspection: Inspection) -> None:
    draft = make_paper(PaperKind.NOTICE, inspection)
    with transaction():
        papers.change(draft, {"subject": f"{TEAM} du thao"}, revision=draft.revision, by=lead_of(inspection))
