"""Rounds: opening one, its agencies, teams and visits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from inspection_app.extensions import db
from inspection_app.models import (
    Agency,
    Assessment,
    CriteriaSet,
    Inspection,
    Round,
    Team,
    TeamMember,
    User,
)
from inspection_app.queries import rounds as find
from inspection_app.queries.inspections import assessments_of as items_of
from inspection_app.rules import schedule, workflow
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.numerals import date_text
from inspection_app.rules.schedule import Visit
from inspection_app.rules.tally import first_state
from inspection_app.rules.terms import Role, RoundState, SetState, TeamRole

from . import activity, deadlines
from .holding import hold


@dataclass(frozen=True)
class RoundDraft:
    """What the plan (kế hoạch) says."""

    number: str
    dated: date
    title: str
    year: int
    issuing_body: str
    superior_body: str
    place: str
    bases: str
    purpose: str
    starts_on: date
    ends_on: date


def create(draft: RoundDraft, criteria_set: CriteriaSet, *, by: User | None) -> Round:
    """Open a round on a published criteria set; raises DomainError for dates and a taken number."""
    _check_published(criteria_set)
    _check_dates(draft)
    round_ = Round(criteria_set=criteria_set)
    _fill(round_, draft)
    activity.note("round.created", round_, by=by)
    return round_


def change(round_: Round, draft: RoundDraft, criteria_set: CriteriaSet, *, by: User) -> None:
    """Change what the plan says; visits stay inside its dates, and items entered stay those of its criteria set."""
    _hold_open(round_)
    _check_dates(draft)
    if criteria_set.id != round_.criteria_set_id:
        _check_rebinding(round_, criteria_set)
    for inspection in find.planned_visits(round_):
        _check_still_inside(inspection, draft)
    round_.criteria_set, round_.criteria_set_id = criteria_set, criteria_set.id
    _fill(round_, draft)
    activity.note("round.changed", round_, by=by)


def move(round_: Round, state: RoundState, *, by: User) -> None:
    """Take the round to its next state; raises DomainError where the way is closed."""
    hold(round_, "state")
    workflow.advance(round_.state, state)
    round_.state = state
    activity.note("round.moved", round_, by=by)


def hold_with_set(round_: Round) -> None:
    """Look at it as it stands now; whoever else wants to change it, or its table, waits."""
    hold(round_, "state", "criteria_set_id")
    db.session.expire(round_, ["criteria_set"])


def check_open(round_: Round) -> None:
    """DomainError once the round is closed: nothing in it changes any more."""
    workflow.check_round_open(round_.state)


def check_plannable(inspection: Inspection) -> None:
    """DomainError once the round is closed or the inspection's results stand."""
    check_open(inspection.round)
    if workflow.settled(inspection.stage):
        raise DomainError(workflow.refusal(inspection.stage))


def add_agency(round_: Round, agency: Agency, *, by: User | None) -> Inspection:
    """Inspect this agency in this round: one assessment for every leaf it leads."""
    hold_with_set(round_)  # its criteria set may just be changing
    check_open(round_)
    if find.inspects(round_, agency):
        raise DomainError(Message("%(agency)s is in this round already.", agency=agency.name), field="agency")
    inspection = Inspection(round=round_, agency=agency)
    activity.note("inspection.created", inspection, by=by, inspection=inspection)
    for criterion in find.leaves_led_by(round_.criteria_set_id, agency):
        state = first_state(criterion.assessed_by)
        db.session.add(Assessment(inspection=inspection, criterion=criterion, state=state))
    return inspection


def form_team(round_: Round, name: str, members: Mapping[User, TeamRole], *, by: User | None) -> Team:
    """Put a team together; raises DomainError without exactly one lead or with somebody who is no inspector."""
    _hold_open(round_)
    _check_members(members)
    _check_name(round_, name)
    team = Team(round=round_, name=name)
    _set_members(team, members)
    activity.note("team.formed", team, by=by, extra=_roll(members))
    return team


def change_team(team: Team, name: str, members: Mapping[User, TeamRole], *, by: User) -> None:
    """Rename a team or change its people; its visits must still be allowed, and who leaves gives items back."""
    _hold_open(team.round)
    _check_members(members)
    _check_name(team.round, name, besides=team)
    visits = [inspection for inspection in find.planned_visits(team.round) if inspection.team_id == team.id]
    with db.session.no_autoflush:  # an early flush would hide the change from the log
        team.name = name
        _set_members(team, members)
        for inspection in visits:
            _check_visit(inspection, team, _visit(inspection))
    activity.note("team.changed", team, by=by, extra=_roll(members))
    for inspection in visits:
        _take_back(inspection, by=by)


def put_on(inspection: Inspection, team: Team, visit: Visit, *, by: User | None) -> None:
    """Put a team on an agency for a visit.

    Raises DomainError for a visit outside the round, somebody of the inspected agency in the team,
    a visit that overlaps another one of the same person, and an inspection whose results stand.
    """
    _hold_plannable(inspection)
    if team.round_id != inspection.round_id:
        raise DomainError(Message("This team belongs to another round."), field="team")
    _check_visit(inspection, team, visit)
    inspection.team, inspection.team_id = team, team.id
    inspection.visit_from, inspection.visit_to = visit.start, visit.end
    deadlines.follow_visit(inspection)
    activity.note("inspection.planned", inspection, by=by, inspection=inspection)
    _take_back(inspection, by=by)


def assign(inspection: Inspection, duties: Mapping[Assessment, User | None], *, by: User | None) -> None:
    """Give items to members of the team; raises DomainError for anybody else."""
    _hold_plannable(inspection)
    for assessment, user in duties.items():
        if user and (inspection.team is None or inspection.team.role_of(user.id) is None):
            raise DomainError(Message("%(name)s is not in this team.", name=user.full_name))
        wanted = user.id if user else None
        if assessment.assignee_id != wanted:
            assessment.assignee_id = wanted
            activity.note("item.assigned", assessment, by=by, inspection=inspection)


def _hold_open(round_: Round) -> None:
    hold(round_, "state")
    check_open(round_)


def _hold_plannable(inspection: Inspection) -> None:
    """One planner at a time, and none while a team writes its results."""
    hold(inspection.round, "state")
    hold(inspection, "stage", "due_reasons")
    check_plannable(inspection)


def _take_back(inspection: Inspection, *, by: User | None) -> None:
    """Items given to somebody who is not in the team any more are nobody's."""
    team = inspection.team
    for assessment in items_of(inspection):
        if assessment.assignee_id and (team is None or team.role_of(assessment.assignee_id) is None):
            assessment.assignee_id = None
            activity.note("item.assigned", assessment, by=by, inspection=inspection)


def _check_dates(draft: RoundDraft) -> None:
    if draft.ends_on < draft.starts_on:
        raise DomainError(Message("The round ends before it starts."), field="ends_on")


def _check_published(criteria_set: CriteriaSet) -> None:
    if criteria_set.state is not SetState.PUBLISHED:
        raise DomainError(Message("Publish the criteria set first."), field="criteria_set")


def _check_rebinding(round_: Round, criteria_set: CriteriaSet) -> None:
    _check_published(criteria_set)
    if find.inspections_of(round_):
        sentence = Message(
            "Agencies have been added: what was entered must follow. Use «Move to a later criteria set» of the round."
        )
        raise DomainError(sentence, field="criteria_set")


def _fill(round_: Round, draft: RoundDraft) -> None:
    with db.session.no_autoflush:
        if find.number_taken(draft.number, besides=round_):
            raise DomainError(Message("There is a round with this number already."), field="number")
    for name in RoundDraft.__dataclass_fields__:
        setattr(round_, name, getattr(draft, name))


def _check_name(round_: Round, name: str, *, besides: Team | None = None) -> None:
    if find.team_named(round_, name, besides=besides):
        raise DomainError(Message("This round has a team of this name already."), field="name")


def _check_members(members: Mapping[User, TeamRole]) -> None:
    leads = [user for user, role in members.items() if role is TeamRole.LEAD]
    if len(leads) != 1:
        raise DomainError(Message("A team has exactly one lead."), field="members")
    strangers = [user.full_name for user in members if Role.INSPECTOR not in user.roles]
    if strangers:
        raise DomainError(Message("Not an inspector: %(names)s.", names=", ".join(strangers)), field="members")


def _set_members(team: Team, members: Mapping[User, TeamRole]) -> None:
    kept = {member.user_id: member for member in team.members}
    team.members = [_member(kept, user, role) for user, role in members.items()]


def _member(kept: Mapping[UUID, TeamMember], user: User, role: TeamRole) -> TeamMember:
    member = kept.get(user.id) or TeamMember(user=user, user_id=user.id)
    member.role = role
    return member


def _roll(members: Mapping[User, TeamRole]) -> dict[str, object]:
    return {"members": sorted(f"{user.username}: {role}" for user, role in members.items())}


def _check_visit(inspection: Inspection, team: Team, visit: Visit) -> None:
    _inside(visit, inspection.round)
    _nobody_at_home(team.members, inspection.agency)
    _nobody_twice(inspection, team, visit)


def _inside(visit: Visit, round_: Round) -> None:
    if not schedule.inside(visit, round_.starts_on, round_.ends_on):
        first, last = date_text(round_.starts_on), date_text(round_.ends_on)
        sentence = Message("The visit must lie inside the round, %(first)s to %(last)s.", first=first, last=last)
        raise DomainError(sentence, field="visit_from")


def _check_still_inside(inspection: Inspection, draft: RoundDraft) -> None:
    visit = _visit(inspection)
    if not schedule.inside(visit, draft.starts_on, draft.ends_on):
        sentence = Message(
            "The visit at %(agency)s, %(first)s to %(last)s, would lie outside.",
            agency=inspection.agency.name,
            first=date_text(visit.start),
            last=date_text(visit.end),
        )
        raise DomainError(sentence, field="ends_on" if visit.end > draft.ends_on else "starts_on")


def _nobody_at_home(members: Iterable[TeamMember], agency: Agency) -> None:
    at_home = [member.user.full_name for member in members if member.user.agency_id == agency.id]
    if at_home:
        sentence = Message("Nobody inspects his or her own agency: %(names)s.", names=", ".join(at_home))
        raise DomainError(sentence, field="team")


def _nobody_twice(inspection: Inspection, team: Team, visit: Visit) -> None:
    people = {member.user_id for member in team.members}
    with db.session.no_autoflush:
        others = [other for other in find.planned_visits() if other.id != inspection.id and other.team]
    for other in others:
        twice = _names_of(other, people) if schedule.overlap(visit, _visit(other)) else []
        if twice:
            names = ", ".join(twice)
            sentence = Message("%(names)s: already at %(agency)s on these days.", names=names, agency=other.agency.name)
            raise DomainError(sentence, field="visit_from")


def _names_of(inspection: Inspection, people: set[UUID]) -> list[str]:
    members = inspection.team.members if inspection.team else []
    return [member.user.full_name for member in members if member.user_id in people]


def _visit(inspection: Inspection) -> Visit:
    if inspection.visit_from is None or inspection.visit_to is None:
        raise ValueError(inspection.id)  # asked only of planned visits
    return Visit(inspection.visit_from, inspection.visit_to)
