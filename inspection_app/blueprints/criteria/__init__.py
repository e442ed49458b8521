"""Criteria sets: read, imported, published, confirmed."""

from . import steps, versions
from .views import bp

__all__ = ["bp", "steps", "versions"]
