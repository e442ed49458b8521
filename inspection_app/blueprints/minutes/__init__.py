"""The visit's minutes: written, fixed, signed by both sides, shown at the exit meeting."""

from . import exit_meeting, papers, signing, writing
from .views import bp

__all__ = ["bp", "exit_meeting", "papers", "signing", "writing"]
