"""What a person may do by role alone."""

from inspection_app.models import User
from inspection_app.rules.terms import Role


def signed_in(user: User) -> bool:
    """Anybody with an account."""
    return user.is_active


def coordinate(user: User) -> bool:
    """Plan rounds and see everything of them."""
    return Role.COORDINATOR in user.roles


def administer(user: User) -> bool:
    """Look after people, agencies and settings."""
    return Role.ADMINISTRATOR in user.roles


def inspect(user: User) -> bool:
    """May be put in a team."""
    return Role.INSPECTOR in user.roles


def answer_for_agency(user: User) -> bool:
    """Officer of an agency, or its head."""
    return bool(user.roles & {Role.AGENCY_OFFICER, Role.AGENCY_HEAD})


def lead_province(user: User) -> bool:
    """Leader of UBND: reads and decides."""
    return Role.LEADER in user.roles


def read_rounds(user: User) -> bool:
    """Look at rounds as a whole."""
    return coordinate(user) or lead_province(user)


def read_criteria(user: User) -> bool:
    """Everybody in the work may read the criteria."""
    return bool(user.roles - {Role.ADMINISTRATOR})


def keep_office_calendar(user: User) -> bool:
    """Say which days the office is open or closed."""
    return administer(user) or coordinate(user)


def keep_contacts(user: User) -> bool:
    """Change the directory of contacts."""
    return coordinate(user) or administer(user)


def look_after_people(user: User) -> bool:
    """See what somebody has in hand, so that it can be handed over."""
    return administer(user) or coordinate(user)
