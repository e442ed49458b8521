"""Criteria sets: read, imported, begun empty, published, confirmed."""

from . import editing, files, starting, steps, uploads, versions
from .views import bp

__all__ = ["bp", "editing", "files", "starting", "steps", "uploads", "versions"]
