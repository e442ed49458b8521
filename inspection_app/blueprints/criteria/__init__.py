"""Criteria sets: read, imported, published, confirmed."""

from . import files, steps, uploads
from .views import bp

__all__ = ["bp", "files", "steps", "uploads"]
