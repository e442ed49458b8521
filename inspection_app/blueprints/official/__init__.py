"""The official result of a round's own year: entered line by line, and the forecast's error against it."""

from . import entry
from .views import bp

__all__ = ["bp", "entry"]
