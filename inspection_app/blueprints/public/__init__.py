"""What is open to everybody."""

from .views import bp

__all__ = ["bp"]
