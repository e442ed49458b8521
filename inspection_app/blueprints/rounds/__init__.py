"""Rounds: the plan, its agencies, teams, visits and who does what."""

from . import agencies, assignments, moves, remap, teams, visits
from .views import bp

__all__ = ["agencies", "assignments", "bp", "moves", "remap", "teams", "visits"]
