"""Days on which the office's calendar differs from the public one."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Identified


class CalendarDay(Identified, Base):
    """A day off in lieu, or a day worked in exchange (ngày nghỉ bù, ngày làm bù)."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(unique=True)
    worked: Mapped[bool]  # False: the office is closed
    name: Mapped[str] = mapped_column(default="")
