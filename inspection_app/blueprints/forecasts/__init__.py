"""The forecast of a round: its range, what can still be won, and what some remedies would bring."""

from . import adoption, assumptions, compare, items, scenarios
from .views import bp

__all__ = ["adoption", "assumptions", "bp", "compare", "items", "scenarios"]
