"""Criteria sets, and tables being looked at."""

from inspection_app.models import CriteriaSet, CriteriaUpload, User
from inspection_app.rules.terms import SetState

from .roles import coordinate, read_criteria


def see_criteria_set(user: User, criteria_set: CriteriaSet) -> bool:
    """What is published; a draft is its coordinator's."""
    return coordinate(user) or (read_criteria(user) and criteria_set.state is SetState.PUBLISHED)


def edit_criteria_set(user: User, criteria_set: CriteriaSet) -> bool:
    """A coordinator, while it is a draft: rounds rest on what is published."""
    return coordinate(user) and criteria_set.state is SetState.DRAFT


def see_upload(user: User, upload: CriteriaUpload) -> bool:
    """A table being looked at belongs to the coordinator who chose it."""
    return coordinate(user) and upload.uploaded_by_id == user.id
