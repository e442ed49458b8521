"""The forecast of a round: its range, what can still be won, and what some remedies would bring."""

from .views import bp

__all__ = ["bp"]
