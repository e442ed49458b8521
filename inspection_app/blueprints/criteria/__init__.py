"""Criteria sets: read, imported, published, confirmed."""

from . import editing, files, steps, uploads, versions
from .views import bp

__all__ = ["bp", "editing", "files", "steps", "uploads", "versions"]
