"""Papers: who × kind × state → yes or no, without a database. What no table says is no."""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import uuid4

import pytest

from inspection_app import policies
from inspection_app.models import Inspection, Paper, Round, User
from inspection_app.rules.terms import PaperKind, PaperState, RoundState, Stage
from tests.policies.test_policies import HERE, IN_TEAM, PEOPLE, TEAM

DRAFT = frozenset({PaperState.DRAFT})
FROZEN = frozenset({PaperState.ISSUED, PaperState.SUPERSEDED})
ALWAYS = DRAFT | FROZEN
WRITERS = ("coordinator", "lead", "secretary")
TEAMS_OWN = frozenset({PaperKind.RECEIPT, PaperKind.MINUTES})
OF_CASE = frozenset(PaperKind) - {PaperKind.TEAM_DECISION}
# Of a decision a member is told who has been moved to the inspected agency since, or is no inspector any more.
NAMED = (*IN_TEAM, "lead who now serves in the agency", "member who now serves in the agency")

States = Mapping[str, Collection[PaperState]]
Question = Callable[[User, Paper], bool]


def said(question: Question, kind: PaperKind) -> States:
    """The table of this question for papers of this kind."""
    of_case = kind in OF_CASE
    writers = WRITERS if of_case else ("coordinator",)
    issuers = WRITERS if kind in TEAMS_OWN else ("coordinator",)
    seen = dict.fromkeys(["coordinator", *(IN_TEAM if of_case else NAMED)], ALWAYS) | {"leader": FROZEN}
    tables: Mapping[Any, Mapping[str, Collection[PaperState]]] = {
        policies.see_paper: seen | (dict.fromkeys(("officer", "head"), FROZEN) if of_case else {}),
        policies.write_paper: dict.fromkeys(writers, DRAFT),
        policies.issue_paper: dict.fromkeys(issuers, DRAFT),
        policies.attach_scan: dict.fromkeys(issuers, FROZEN),
    }
    return tables[question]


def a_paper(kind: PaperKind, state: PaperState, round_state: RoundState = RoundState.IN_PROGRESS) -> Paper:
    round_ = Round(state=round_state)
    if kind is PaperKind.TEAM_DECISION:
        return Paper(kind=kind, state=state, round=round_, team=TEAM)
    return Paper(kind=kind, state=state, round=round_, inspection=case(round_))


def case(round_: Round) -> Inspection:
    """Only planned as yet: the notice is what announces it."""
    return Inspection(id=uuid4(), agency_id=HERE.id, team=TEAM, stage=Stage.PLANNED, round=round_)


QUESTIONS: list[Question] = [policies.see_paper, policies.write_paper, policies.issue_paper, policies.attach_scan]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("state", list(PaperState))
@pytest.mark.parametrize("name", list(PEOPLE))
def test_by_kind_and_state(question: Question, kind: PaperKind, state: PaperState, name: str) -> None:
    allowed = state in said(question, kind).get(name, ())
    assert bool(question(PEOPLE[name], a_paper(kind, state))) is allowed


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("name", list(PEOPLE))
def test_begun_by_coordinator_lead_or_secretary(kind: PaperKind, name: str) -> None:
    allowed = kind in OF_CASE and name in WRITERS
    assert bool(policies.prepare_paper(PEOPLE[name], kind, case(Round(state=RoundState.IN_PROGRESS)))) is allowed


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("question", [policies.write_paper, policies.issue_paper])
def test_nothing_is_written_in_a_closed_round(kind: PaperKind, question: Question) -> None:
    paper = a_paper(kind, PaperState.DRAFT, RoundState.CLOSED)
    assert not any(question(user, paper) for user in PEOPLE.values())
