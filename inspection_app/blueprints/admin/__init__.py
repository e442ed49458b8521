"""People and settings, for administrators."""

from . import mail
from .views import bp

__all__ = ["bp", "mail"]
