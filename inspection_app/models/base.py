"""The base of all tables: names of constraints, and how our kinds of value are stored."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, Numeric, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

STEP = Decimal("1e-10")  # the finest share of a point that is kept


class ExactDecimal(TypeDecorator[Decimal]):
    """Numeric where the database is exact; text on SQLite, which would make a float of it."""

    impl = Numeric(20, 10)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Pick the column's type for this database."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric(20, 10))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Send exact digits only."""
        if value is None:
            return None
        exact = value.quantize(STEP)
        return format(exact, "f") if dialect.name == "sqlite" else exact

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read back the shortest form, so that both databases give 0.5 and not 0.5000."""
        return None if value is None else _shortest(Decimal(value))


def _shortest(value: Decimal) -> Decimal:
    """0.5000 as 0.5 and 100 as 100, never 1E+2."""
    return Decimal(format(value.normalize(), "f"))


class UtcDateTime(TypeDecorator[datetime]):
    """Aware moments only, in UTC; SQLite keeps them without the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table; Flask is not known here."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: Text(),
        Decimal: ExactDecimal(),
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=30,
            create_constraint=False,
            values_callable=lambda terms: [term.value for term in terms],
        ),
    }


class Identified:
    """A row that addresses can name: its id says nothing about how many there are."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class Revised:
    """A row that several people may change: each save counts its revision up, and a stale one is refused."""

    revision: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it on the class
        """Let the database refuse a save made on a stale row."""
        return {"version_id_col": cls.revision}


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)
