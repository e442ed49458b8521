"""Desk review (thẩm định hồ sơ): what a member should look at before the visit."""

from decimal import Decimal


def claimed_without_proof(self_points: Decimal | None, files: int, note: str) -> bool:
    """Does the agency claim points with neither a file nor an explanation? Zero points claim nothing."""
    return self_points is not None and self_points > 0 and not files and not note.strip()
