"""Who was there: one person a line, «Họ và tên, chức vụ»."""

import re
from dataclasses import dataclass

PARTED = re.compile(r"\s*[,;:–—]\s*|\s+-\s+")  # what people put between a name and a post
BULLET = re.compile(r"^(?:[-+•]|\d+[.)])\s*")
HONORIFIC = re.compile(r"^(?:ông|bà)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """Somebody by name and post; the post may be unknown."""

    name: str
    post: str = ""


def people(text: str) -> tuple[Person, ...]:
    """Those a list names, in its order; empty lines, bullets and «Ông», «Bà» are left out."""
    return tuple(found for line in text.splitlines() if (found := _person(line)).name)


def line(person: Person) -> str:
    """The person as a line of such a list."""
    return ", ".join(filter(None, (person.name, person.post)))


def _person(text: str) -> Person:
    bare = HONORIFIC.sub("", BULLET.sub("", text.strip()))
    name, *rest = PARTED.split(bare, maxsplit=1)
    return Person(name.strip(" ."), rest[0].strip(" .;") if rest else "")
