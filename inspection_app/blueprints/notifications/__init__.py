"""What a person is told in the app."""

from .views import bp

__all__ = ["bp"]
