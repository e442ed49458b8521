"""What all forms share: text is cleaned, numbers take a decimal comma, refusals stand beside their field."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import (
    DateField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import HiddenInput, TextInput

from .i18n import say
from .rules import numerals
from .rules.labels import label
from .rules.message import DomainError
from .rules.vietnamese import clean

SHORT = 300  # characters of a line
LONG = 20_000  # characters of a text
required = InputRequired(_l("Please fill this in."))
_too_long, _choose = _l("At most %(max)d characters, please."), _l("Choose from the list.")
# What WTForms says by itself, in sentences of ours: it ships no Vietnamese, and hardly says what to do.
OWN_WORDS = {
    "Not a valid integer value.": _l("Enter a whole number, for instance 2020."),
    "Not a valid date value.": _l("Write the date as dd/mm/yyyy, for instance 16/10/2020."),
    "Not a valid choice.": _choose,
    "Invalid Choice: could not coerce.": _choose,
    "Invalid choice(s): one or more data inputs could not be coerced.": _choose,
    "'%(value)s' is not a valid choice for this field.": _choose,
    "Field cannot be longer than %(max)d character.": _too_long,
}


class Words:
    """Speaks for WTForms."""

    def gettext(self, text: str) -> str:
        """Our sentence for one of WTForms'."""
        return str(OWN_WORDS.get(text, text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The same; ours need no plural."""
        return self.gettext(one)


class Form(FlaskForm):
    """The base of every form; `key` keeps the ids of two forms of one kind apart on a page."""

    class Meta(FlaskForm.Meta):
        """How WTForms speaks."""

        def get_translations(self, form: Any) -> Words:
            """Always our words."""
            return Words()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was posted; a file sent where a text belongs is not there."""
            if formdata is None or request.method != "POST":
                return None
            sent = request.files.items(multi=True)
            files = [told for told in sent if isinstance(form._fields.get(told[0]), FileField)]
            return CombinedMultiDict([MultiDict(files), request.form])

    def __init__(self, *args: Any, key: object = "", **told: Any) -> None:
        super().__init__(*args, **told)
        kind = type(self).__name__.removesuffix("Form").lower()
        for field in self:
            field.id = field.label.field_id = "-".join(filter(None, [kind, str(key), field.short_name]))

    def refuse(self, error: DomainError) -> None:
        """Put the work's own refusal beside the field it names, or above the form."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(say(error.message))
        else:
            field.errors = [*field.errors, say(error.message)]


def line(label_text: Any, *, most: int = SHORT, must: bool = True, **options: Any) -> StringField:
    """One line of text."""
    return StringField(label_text, filters=[_clean_line], validators=_text_rules(most, must=must), **options)


def text(label_text: Any, *, most: int = LONG, must: bool = False, **options: Any) -> TextAreaField:
    """Text of several lines."""
    return TextAreaField(label_text, filters=[_clean_text], validators=_text_rules(most, must=must), **options)


def day(label_text: Any, *, must: bool = True, **options: Any) -> DateField:
    """A date typed as dd/MM/yyyy: a browser's own picker would turn day and month round on an English PC."""
    rules = [Sensible(), required if must else Optional()]
    shown = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
    formats = ["%d/%m/%Y", "%Y-%m-%d"]
    return DateField(label_text, format=formats, validators=rules, widget=TextInput(), render_kw=shown, **options)


def secret(label_text: Any, **options: Any) -> PasswordField:
    """A password: never shown again, never trimmed."""
    return PasswordField(label_text, validators=[required, Length(max=200)], **options)


def terms(
    label_text: Any, kind: type[StrEnum], *, only: Sequence[StrEnum] | None = None, blank: Any = None, **options: Any
) -> SelectField:
    """A choice among words of the glossary; `blank` is the text of the empty choice where there is one."""
    words = only if only is not None else list(kind)

    def choices() -> list[SelectChoice]:
        first = [SelectChoice("", str(blank))] if blank is not None else []
        return first + [SelectChoice(word.value, say(label(word))) for word in words]

    return SelectField(label_text, choices=choices, coerce=_term(kind), **options)


class DecimalField(Field):
    """An exact number, «0,25» or «0.25»; empty is None."""

    widget = TextInput()

    def __init__(self, *args: Any, places: int = 4, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = places

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])  # what was typed, right or wrong
        return numerals.plain(self.data) if self.data is not None else ""

    def process_formdata(self, values: list[str]) -> None:
        """Read what was typed; a wrong number is kept in the box and refused with a sentence."""
        self.data: Decimal | None = None
        if values and values[0].strip():
            try:
                self.data = numerals.parse_decimal(values[0], places=self.places)
            except DomainError as error:
                raise ValueError(say(error.message)) from error


class IdField(HiddenField):
    """An id chosen in advance or carried along; anything else than an id is refused."""

    def process_formdata(self, values: list[str]) -> None:
        """Read the id."""
        try:
            self.data: Any = UUID(values[0]) if values else None
        except ValueError:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        """A form without its id was tampered with or cut short."""
        if not isinstance(self.data, UUID):
            raise StopValidation(_("This form is damaged. Reload the page."))


class RevisionField(IntegerField):
    """The revision the form was read at."""

    widget = HiddenInput()

    def pre_validate(self, form: Any) -> None:
        """A form without its revision was tampered with or cut short."""
        if self.data is None or not 0 <= self.data < 2**31:
            raise StopValidation(_("This form is damaged. Reload the page."))


class Sensible:
    """A year an office could mean: a slip such as 0020 or 20020 is refused."""

    def __call__(self, form: Any, field: Field) -> None:
        """Raise ValidationError for a year outside 2000 to 2100."""
        if field.data is not None and not 2000 <= field.data.year <= 2100:  # noqa: PLR2004 - the sentence says them
            raise ValidationError(_("The year must lie between 2000 and 2100."))


def options_of(rows: Sequence[Any], name: Callable[[Any], str], *, blank: Any = None) -> list[SelectChoice]:
    """Rows as choices, by id; `blank` is the text of the empty choice where there is one."""
    first = [SelectChoice("", str(blank))] if blank is not None else []
    return first + [SelectChoice(str(row.id), name(row)) for row in rows]


def _text_rules(most: int, *, must: bool) -> list[Any]:
    return [required if must else Optional(), Length(max=most), *([Something()] if must else [])]


class Something:
    """Blanks alone are no text."""

    def __call__(self, form: Any, field: Field) -> None:
        """Raise ValidationError where nothing is left after cleaning."""
        if not field.data:
            raise ValidationError(_("Please fill this in."))


def _clean_line(value: str | None) -> str:
    return " ".join(clean(value or "").split())


def _clean_text(value: str | None) -> str:
    return clean(value or "")


def _term(kind: type[StrEnum]) -> Callable[[Any], StrEnum | None]:
    def coerce(value: Any) -> StrEnum | None:
        return kind(value) if value else None

    return coerce
