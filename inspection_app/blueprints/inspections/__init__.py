"""One inspection: its items, and what is entered at each of them."""

from . import evidence, explanations, findings, own_scores, recommendations, scores, second_scores, stages
from .views import bp

__all__ = [
    "bp",
    "evidence",
    "explanations",
    "findings",
    "own_scores",
    "recommendations",
    "scores",
    "second_scores",
    "stages",
]
