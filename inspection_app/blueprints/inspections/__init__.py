"""One inspection: its items, and what is entered at each of them."""

from . import (
    desk_review,
    due_dates,
    evidence,
    evidence_requests,
    explanation_list,
    explanations,
    findings,
    own_scores,
    recommendations,
    scores,
    second_scores,
    stages,
    threads,
)
from .views import bp

__all__ = [
    "bp",
    "desk_review",
    "due_dates",
    "evidence",
    "evidence_requests",
    "explanation_list",
    "explanations",
    "findings",
    "own_scores",
    "recommendations",
    "scores",
    "second_scores",
    "stages",
    "threads",
]
