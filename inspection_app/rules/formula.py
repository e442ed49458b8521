"""Formulas of a criteria table: a closed grammar of numbers, named values and a few functions, computed in Decimal.

expression = sum [("<" | "<=" | ">" | ">=" | "==") sum]     (a comparison stands only as the condition of `if`)
sum        = product {("+" | "-") product}
product    = factor {("*" | "/") factor}
factor     = number | name | "-" factor | "(" expression ")"
| "min" "(" expression {"," expression} ")" | "max" … | "if" "(" condition "," expression "," expression ")"
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

from inspection_app.rules.message import DomainError, Message

LONGEST = 400  # characters
DEEPEST = 20  # brackets within brackets
PRECISION = 40  # digits: what is cut off lies far below the finest share of a point
TOKEN = re.compile(r"\s*(?:[0-9]{1,9}(?:\.[0-9]{1,4})?|[a-z][a-z_0-9]{0,29}|[<>=]=|[-+*/(),<>])")
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
FUNCTIONS = ("min", "max", "if")
MAXIMUM = "maximum"  # the item's points, in every formula
RESERVED = frozenset({*FUNCTIONS, MAXIMUM})


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True)
class Name:
    """A named value, or the item's maximum."""

    name: str


@dataclass(frozen=True)
class Apply:
    """An operator or function with what it works on."""

    mark: str  # + - * / < <= > >= == min max if, and neg for a sign
    parts: tuple["Node", ...]


Node = Number | Name | Apply


def parse(text: str) -> Node:
    """The formula as a tree; DomainError says what is wrong and where."""
    if len(text) > LONGEST:
        raise _bad(Message("A formula has at most %(most)s characters.", most=LONGEST))
    reader = _Reader(_tokens(text))
    node = reader.sum(0)
    if reader.next is not None:
        raise _bad(Message("“%(mark)s” does not fit here in the formula.", mark=reader.next))
    return node


def names(node: Node) -> frozenset[str]:
    """The named values it uses, the maximum apart."""
    match node:
        case Name(name):
            return frozenset() if name == MAXIMUM else frozenset([name])
        case Apply(_, parts):
            return frozenset[str]().union(*map(names, parts))
    return frozenset()


def evaluate(node: Node, values: Mapping[str, Decimal]) -> Decimal:
    """The number it comes to, exact to 40 digits; DomainError where it divides by zero."""
    with localcontext() as context:
        context.prec = PRECISION
        try:
            return +_value(node, values)
        except (ZeroDivisionError, InvalidOperation) as error:
            sentence = Message("The formula divides by 0. If nothing arose, choose «Not applicable».")
            raise DomainError(sentence, field="value") from error


def _value(node: Node, values: Mapping[str, Decimal]) -> Decimal:
    match node:
        case Number(value):
            return value
        case Name(name):
            return values[name]
        case Apply("if", (Apply(mark, (left, right)), then, otherwise)):
            holds = COMPARE[mark](_value(left, values), _value(right, values))
            return _value(then if holds else otherwise, values)
        case Apply(mark, parts):
            return APPLY[mark](*(_value(part, values) for part in parts))


APPLY: Mapping[str, Callable[..., Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "neg": operator.neg,
    "min": min,
    "max": max,
}


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while text[at:].strip():
        token = TOKEN.match(text, at)
        if token is None:
            raise _bad(Message("The formula cannot be read from “%(rest)s” on.", rest=text[at:].strip()[:20]))
        found.append(token.group().strip())
        at = token.end()
    return found


class _Reader:
    """Reads tokens by recursive descent; `depth` counts brackets."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> str:
        if self.next is None:
            raise _bad(Message("The formula ends too early."))
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, mark: str) -> None:
        if self.next != mark:
            raise _bad(Message("“%(mark)s” is missing in the formula.", mark=mark))
        self.at += 1

    def sum(self, depth: int) -> Node:
        return self._chain(("+", "-"), self.product, depth)

    def product(self, depth: int) -> Node:
        return self._chain(("*", "/"), self.factor, depth)

    def _chain(self, marks: tuple[str, ...], inner: Callable[[int], Node], depth: int) -> Node:
        node = inner(depth)
        while self.next in marks:
            mark = self.take()
            node = Apply(mark, (node, inner(depth)))
        return node

    def factor(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _bad(Message("The formula is nested too deeply."))
        word = self.take()
        if word == "-":
            return Apply("neg", (self.factor(depth + 1),))
        if word == "(":
            node = self.sum(depth + 1)
            self.expect(")")
            return node
        if word in FUNCTIONS:
            return self.call(word, depth + 1)
        if word[0].isdigit():
            return Number(Decimal(word))
        if word[0].isalpha():
            return Name(word)
        raise _bad(Message("“%(mark)s” does not fit here in the formula.", mark=word))

    def call(self, function: str, depth: int) -> Node:
        self.expect("(")
        parts = [self.condition(depth) if function == "if" else self.sum(depth)]
        while self.next == ",":
            self.take()
            parts.append(self.sum(depth))
        self.expect(")")
        if function == "if" and len(parts) != 3:  # noqa: PLR2004 - condition, then, otherwise
            raise _bad(Message("Write if(condition, then, otherwise)."))
        return Apply(function, tuple(parts))

    def condition(self, depth: int) -> Node:
        left = self.sum(depth)
        if self.next not in COMPARE:
            raise _bad(Message("Write if(condition, then, otherwise)."))
        return Apply(self.take(), (left, self.sum(depth)))


def _bad(message: Message) -> DomainError:
    return DomainError(message, field="rule_params")
