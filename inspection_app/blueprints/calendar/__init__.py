"""Calendars of cases, their files, and the days on which the office is open."""

from . import files, office
from .views import bp

__all__ = ["bp", "files", "office"]
