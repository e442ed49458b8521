"""The next thing a person should do in one case, and who holds it now; the home page and the case page ask the same."""

from dataclasses import replace

from inspection_app import policies
from inspection_app.models import Inspection, User
from inspection_app.web import Step

from . import agency, office, team
from .holder import holder
from .notice import announced
from .words import standing

__all__ = ["announced", "holder", "of", "of_home"]


def of(inspection: Inspection, user: User) -> Step:
    """What this person does next in this case; where nothing is to be done, what is being waited for."""
    if policies.officer_of(user, inspection):
        return agency.step(inspection, user)
    if policies.serve(user, inspection):
        return team.step(inspection, user)
    return office.step(inspection, user)


def of_home(inspection: Inspection, user: User) -> Step:
    """The same for the home page, where it is said as well how the case stands."""
    step = of(inspection, user)
    return replace(step, text=" ".join(filter(None, [standing(inspection, user), step.text])))
