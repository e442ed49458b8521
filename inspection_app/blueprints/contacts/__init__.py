"""The directory of contacts."""

from .views import bp

__all__ = ["bp"]
