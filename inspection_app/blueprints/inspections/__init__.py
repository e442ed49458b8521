"""One inspection: its items, and what is entered at each of them."""

from . import (
    desk_review,
    evidence,
    evidence_requests,
    explanations,
    findings,
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
    "evidence",
    "evidence_requests",
    "explanations",
    "findings",
    "recommendations",
    "scores",
    "second_scores",
    "stages",
    "threads",
]
