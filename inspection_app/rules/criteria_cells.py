"""What a single value of a line must keep, whether it was read from a file or typed into a form."""

from decimal import Decimal

from inspection_app.rules.criteria_lines import CODE
from inspection_app.rules.message import DomainError, Message
from inspection_app.rules.rule_params import parse_rule, rule_text
from inspection_app.rules.terms import RuleKind

LONGEST, LONGEST_TEXT = 500, 20_000  # characters of a line, of a text
MAY_BE_ZERO = frozenset({RuleKind.DEDUCTION, RuleKind.SUM})


def code(text: str) -> str:
    """Numbers and dots; DomainError for anything else."""
    if not text:
        raise DomainError(Message("The code is missing."), field="code")
    if not CODE.fullmatch(text):
        raise DomainError(Message("A code is made of numbers and dots, for instance 3.4.1."), field="code")
    return text


def name(text: str) -> str:
    """One line of text that is not empty."""
    if not text:
        raise DomainError(Message("The name is missing."), field="name")
    return short(text)


def short(text: str) -> str:
    """One line of text; DomainError where it is too long."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise DomainError(Message("At most %(most)s characters, please.", most=LONGEST))
    return text


def long(text: str) -> str:
    """A text of several lines; DomainError where it is too long."""
    if len(text) > LONGEST_TEXT:
        raise DomainError(Message("At most %(most)s characters, please.", most=LONGEST_TEXT))
    return text


def params(rule: RuleKind, text: str) -> str:
    """The parameters as they are kept; DomainError where a rule of this kind cannot be made of them."""
    return rule_text(parse_rule(rule, text))


def maximum(value: Decimal, rule: RuleKind | None) -> Decimal:
    """Points above 0; only what is summed or deducted from may be worth 0."""
    if value == 0 and rule not in MAY_BE_ZERO:
        raise DomainError(Message("The maximum must be above 0."), field="maximum")
    return value
