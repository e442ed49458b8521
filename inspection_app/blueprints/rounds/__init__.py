"""Rounds: the plan, its agencies, teams, visits and who does what."""

from . import agencies, assignments, deadlines, moves, remap, teams, visits
from .views import bp

__all__ = ["agencies", "assignments", "bp", "deadlines", "moves", "remap", "teams", "visits"]
