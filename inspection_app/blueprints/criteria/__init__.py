"""Criteria sets: read, imported, published, confirmed."""

from . import steps
from .views import bp

__all__ = ["bp", "steps"]
