"""The file of a criteria table as it is understood: its sheet, its columns, its lines and problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from inspection_app.queries import criteria_uploads as find
from inspection_app.queries.agencies import in_order as agencies
from inspection_app.rules import criteria_heading, criteria_table
from inspection_app.rules.criteria_file import unusable
from inspection_app.rules.criteria_sheet import Sheet
from inspection_app.rules.criteria_table import Reading, Terms
from inspection_app.rules.message import Message
from inspection_app.sheets.reading import sheets_of

Columns = Mapping[str, int | None]  # by meaning; None where nothing is read


@dataclass(frozen=True)
class Choice:
    """What a person said of a file: its sheet, what columns mean, who leads where nobody is named."""

    sheet: str = ""
    columns: Columns | None = None
    default_agency: str = ""


@dataclass(frozen=True)
class Preview:
    """A file as it was understood."""

    sheets: tuple[str, ...]
    reading: Reading
    width: int


def read(content: bytes, choice: Choice, total: Decimal) -> Preview:
    """Read a file as chosen; without a choice the likeliest sheet, and columns as kept for its heading."""
    sheets = sheets_of(content)
    sheet = _sheet(sheets, choice.sheet)
    heading = criteria_heading.find(sheet)
    kept = find.mapping_of(heading.key)
    said = choice.columns if choice.columns is not None else (kept.columns if kept else {})
    usable = {meaning: column for meaning, column in said.items() if column is None or 0 <= column < sheet.width}
    known = criteria_table.lookup({agency.code: agency.name for agency in agencies()})
    reading = criteria_table.read(sheet, heading.told(usable), Terms(known, total, choice.default_agency))
    return Preview(tuple(each.name for each in sheets), reading, sheet.width)


def _sheet(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    if not name:
        return max(sheets, key=criteria_heading.fit)
    found = next((sheet for sheet in sheets if sheet.name == name), None)
    if found is None:
        raise unusable(Message("There is no sheet «%(name)s».", name=name[:40]))
    return found
