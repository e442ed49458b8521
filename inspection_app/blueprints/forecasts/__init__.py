"""The forecast of a round: its range, what can still be won, and what some remedies would bring."""

from . import assumptions
from .views import bp

__all__ = ["assumptions", "bp"]
