"""Citizens' feedback: the register, and its check in an inspection."""

from . import checks
from .views import bp

__all__ = ["bp", "checks"]
