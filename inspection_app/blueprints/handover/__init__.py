"""Who has what in hand, and handing it over."""

from .views import bp

__all__ = ["bp"]
