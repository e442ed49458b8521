"""Criteria sets: read, imported, published, confirmed."""

from . import files, steps, uploads, versions
from .views import bp

__all__ = ["bp", "files", "steps", "uploads", "versions"]
