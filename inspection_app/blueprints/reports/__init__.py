"""The consolidated report: written, drafted, decided on, issued."""

from . import decisions, writing
from .views import bp

__all__ = ["bp", "decisions", "writing"]
