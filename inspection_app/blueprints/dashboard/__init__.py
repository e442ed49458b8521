"""The home page: what this person should do next."""

from .views import bp

__all__ = ["bp"]
