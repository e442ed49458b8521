"""One inspection: its items, and what is entered at each of them."""

from . import (
    due_dates,
    evidence,
    explanation_list,
    explanations,
    findings,
    own_scores,
    recommendations,
    scores,
    second_scores,
    stages,
)
from .views import bp

__all__ = [
    "bp",
    "due_dates",
    "evidence",
    "explanation_list",
    "explanations",
    "findings",
    "own_scores",
    "recommendations",
    "scores",
    "second_scores",
    "stages",
]
