"""Contacts (đường dây nóng): whom to call at an agency or body; offices, never private numbers."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .agency import Agency
from .base import Base, Identified


class Contact(Identified, Base):
    """An office that answers for something; `body` names it where it is none of the agencies."""

    __tablename__ = "contact"

    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"))
    body: Mapped[str] = mapped_column(default="")
    office: Mapped[str]  # Phòng Cải cách hành chính
    purpose: Mapped[str]  # what one calls about
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    is_public: Mapped[bool] = mapped_column(default=False)  # shown before signing in

    agency: Mapped[Agency | None] = relationship(lazy="joined")

    @property
    def owner(self) -> str:
        """The agency or body it belongs to."""
        return self.agency.name if self.agency else self.body
