"""Published results of provinces: listed, and imported from a table."""

from .views import bp

__all__ = ["bp"]
