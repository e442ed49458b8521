"""Signing in and out, language, and a person's own account."""

from . import account, invitations
from .views import bp

__all__ = ["account", "bp", "invitations"]
