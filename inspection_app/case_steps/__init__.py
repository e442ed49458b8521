"""The next thing a person should do in one case, and who holds it now; the home page and the case page ask the same."""

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.web import Step

from . import agency, office, team
from .holder import holder

__all__ = ["holder", "of"]


def of(inspection: Inspection, user: User) -> Step:
    """What this person does next in this case; where nothing is to be done, what is being waited for."""
    if policies.officer_of(user, inspection):
        return agency.step(inspection, user)
    if policies.serve(user, inspection):
        return team.step(inspection, user)
    return office.step(inspection, user)
