"""Papers of the case: listed, written, issued, fetched."""

from . import issuing, writing
from .views import bp

__all__ = ["bp", "issuing", "writing"]
