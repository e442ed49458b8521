"""Signing in and out, language, and a person's own account."""

from . import invitations
from .views import bp

__all__ = ["bp", "invitations"]
