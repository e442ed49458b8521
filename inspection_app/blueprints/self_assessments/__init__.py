"""The self-assessment of an agency: how far it is, its way to the team, and its sheet."""

from . import sheets, steps
from .views import bp

__all__ = ["bp", "sheets", "steps"]
