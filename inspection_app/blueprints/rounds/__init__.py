"""Rounds: the plan, its agencies, teams, visits and who does what."""

from . import agencies, assignments, moves, teams, visits
from .views import bp

__all__ = ["agencies", "assignments", "bp", "moves", "teams", "visits"]
