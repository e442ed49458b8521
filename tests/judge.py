"""What every HTML answer keeps, in small checks; each returns what it found wrong."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

CONTAINERS = {"tr": "tbody", "td": "tr", "th": "tr", "li": "ul", "option": "select", "tbody": "table"}
UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})
LEFTOVER = re.compile(r"\bNone\b(?! [a-z])|\bUndefined\b|\{\{|\}\}|\{%|%\(\w+\)s|<[\w.]+ object at 0x")


@dataclass(frozen=True)
class Page:
    """A whole page, or the part that htmx fetched."""

    html: str
    is_fragment: bool = False

    @cached_property
    def parsed(self) -> tuple[Element, list[str]]:
        """The tree, and where the text is not valid HTML."""
        parser = HTMLParser(namespace_html_elements=False)
        if self.is_fragment:
            first = re.match(r"\s*<(\w+)", self.html)
            container = CONTAINERS.get(first[1], "div") if first else "div"
            root = parser.parse_fragment(self.html, container=container)
        else:
            root = parser.parse(self.html)
        return root, [f"{place[0]}:{place[1]} {code} {values or ''}".strip() for place, code, values in parser.errors]

    @property
    def root(self) -> Element:
        return self.parsed[0]

    def all(self, *names: str) -> Iterator[Element]:
        """Every element of these names, in order."""
        return (each for each in self.root.iter() if is_element(each) and (not names or each.tag in names))

    def holders(self, attribute: str) -> Iterator[Element]:
        """Every element with this attribute."""
        return (each for each in self.all() if attribute in each.attrib)

    @cached_property
    def ids(self) -> list[str]:
        return [each.attrib["id"] for each in self.holders("id")]


Check = Callable[[Page], Iterator[str]]


def is_element(node: Element) -> bool:
    """And no comment, whose tag is a function."""
    return type(node.tag) is str


def text_of(element: Element) -> str:
    """What a reader sees, without folds of space."""
    return " ".join("".join(element.itertext()).split())


def shown(element: Element) -> str:
    """The element's start tag, so that a complaint can be found in the template."""
    attributes = [f' {name}="{value}"' for name, value in element.attrib.items()]
    return f"<{element.tag}{''.join(attributes)}>"


# --- whole pages ---


def one_heading(page: Page) -> Iterator[str]:
    headings = [text_of(each) for each in page.all("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"not one h1: {headings}"


def title_says_the_heading(page: Page) -> Iterator[str]:
    title, heading = next(page.all("title"), None), next(page.all("h1"), None)
    if title is None or not text_of(title):
        yield "no title"
    elif heading is not None and text_of(heading) not in text_of(title):
        yield f"title «{text_of(title)}» does not say h1 «{text_of(heading)}»"


def language(page: Page) -> Iterator[str]:
    if page.root.attrib.get("lang") not in {"vi", "en"}:
        yield "html has no lang"


def one_main(page: Page) -> Iterator[str]:
    if len(list(page.all("main"))) != 1:
        yield "not one main"


def targets_exist(page: Page) -> Iterator[str]:
    for name in ("hx-target", "hx-include", "hx-indicator", "popovertarget", "aria-controls", "href"):
        for each in page.holders(name):
            target = each.attrib[name]
            if re.fullmatch(r"#[\w-]+", target) or (name in {"popovertarget", "aria-controls"} and target):
                if target.removeprefix("#") not in page.ids:
                    yield f"{name} names no id here: {shown(each)}"
            elif name == "hx-target" and not re.match(r"this$|(closest|find|next|previous) ", target):
                yield f"hx-target is no id: {shown(each)}"


def references_exist(page: Page) -> Iterator[str]:
    for name in ("for", "aria-labelledby", "aria-describedby", "list"):
        for each in page.holders(name):
            missing = [one for one in each.attrib[name].split() if one not in page.ids]
            if missing:
                yield f"{name} names no id here: {missing} in {shown(each)}"


def headings_in_order(page: Page) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"h{after} follows h{before}"


# --- pages and fragments ---


def parses(page: Page) -> Iterator[str]:
    yield from page.parsed[1]


def unique_ids(page: Page) -> Iterator[str]:
    for one in sorted({one for one in page.ids if page.ids.count(one) > 1}):
        yield f"id {one} is used twice"


def forms_say_where(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if form.attrib.get("method", "").lower() not in {"get", "post"} or not form.attrib.get("action"):
            yield f"form without method or action: {shown(form)}"


def posts_carry_a_token(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        tokens = [each.attrib.get("value") for each in form.iter("input") if each.attrib.get("name") == "csrf_token"]
        if form.attrib.get("method", "").lower() == "post" and (len(tokens) != 1 or not tokens[0]):
            yield f"not one csrf_token: {shown(form)}"


def controls_are_labelled(page: Page) -> Iterator[str]:
    labelled = {each.attrib.get("for") for each in page.all("label") if text_of(each)}
    wrapped = {id(one) for label in page.all("label") if text_of(label) for one in label.iter()}
    for each in page.all("input", "select", "textarea"):
        if each.attrib.get("type", "") in UNLABELLED or id(each) in wrapped or each.attrib.get("id") in labelled:
            continue
        if not each.attrib.get("aria-label") and not each.attrib.get("aria-labelledby"):
            yield f"no label: {shown(each)}"


def controls_are_named(page: Page) -> Iterator[str]:
    for each in page.all("button", "a"):
        images = " ".join(image.attrib.get("alt", "") for image in each.iter("img"))
        if not (text_of(each) or each.attrib.get("aria-label") or images.strip()):
            yield f"nothing to read: {shown(each)}"


def no_field_is_called_id(page: Page) -> Iterator[str]:
    for each in page.all("input", "select", "textarea", "button"):
        if each.attrib.get("name") == "id":
            yield f"a field called id hides the form's own: {shown(each)}"


def nothing_inline(page: Page) -> Iterator[str]:
    for each in page.all():
        bad = [name for name in each.attrib if name == "style" or name.startswith(("on", "hx-on"))]
        if bad:
            yield f"inline {bad}: {shown(each)}"
    for each in page.all("script", "style"):
        if each.tag == "style" or not each.attrib.get("src"):
            yield f"inline {each.tag}"


def pictures_have_alt(page: Page) -> Iterator[str]:
    for each in page.all("img"):
        if "alt" not in each.attrib or not each.attrib.get("src"):
            yield f"picture without alt or src: {shown(each)}"


def links_lead_somewhere(page: Page) -> Iterator[str]:
    for each in page.all("a"):
        if each.attrib.get("href", "").strip() in {"", "#"} or each.attrib["href"].startswith("javascript:"):
            yield f"link to nowhere: {shown(each)}"


def htmx_only_improves(page: Page) -> Iterator[str]:
    """What writes by htmx is a form that works without it."""
    for name in ("hx-post", "hx-put", "hx-patch", "hx-delete"):
        for each in page.holders(name):
            if each.tag != "form" or each.attrib.get("method", "").lower() != "post":
                yield f"{name} outside a post form: {shown(each)}"


def no_leftovers(page: Page) -> Iterator[str]:
    for each in page.all():
        said = [each.text or "", each.tail or "", *each.attrib.values()]
        for text in said:
            if each.tag != "script" and LEFTOVER.search(text):
                yield f"«{text.strip()[:60]}» in {shown(each)}"


EVERYWHERE: tuple[Check, ...] = (
    parses,
    unique_ids,
    forms_say_where,
    posts_carry_a_token,
    controls_are_labelled,
    controls_are_named,
    no_field_is_called_id,
    nothing_inline,
    pictures_have_alt,
    links_lead_somewhere,
    htmx_only_improves,
    no_leftovers,
)
ON_PAGES: tuple[Check, ...] = (
    one_heading,
    title_says_the_heading,
    language,
    one_main,
    targets_exist,
    references_exist,
    headings_in_order,
)


def complaints(page: Page, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Everything wrong with the page; `without` names checks to leave out."""
    checks = EVERYWHERE if page.is_fragment else EVERYWHERE + ON_PAGES
    return [f"{check.__name__}: {found}" for check in checks if check.__name__ not in without for found in check(page)]


# --- forms as a browser sends them ---


def form_values(page: Page, action: str) -> dict[str, str]:
    """What a browser would send for the one post form with this action if nothing were typed."""
    forms = [each for each in page.all("form") if each.attrib.get("action", "").split("?")[0] == action]
    if len(forms) != 1:
        actions = [each.attrib.get("action") for each in page.all("form")]
        raise AssertionError(f"not one form to {action}, but {actions}")
    values: dict[str, str] = {}
    for field in forms[0].iter():
        name = field.attrib.get("name") if is_element(field) else None
        value = _value(field) if name else None
        if name and value is not None:
            values[name] = value
    return values


def _value(field: Element) -> str | None:
    if field.tag == "textarea":
        return text.removeprefix("\n") if (text := field.text) else ""
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((each for each in options if "selected" in each.attrib), options[0] if options else None)
        return chosen.attrib.get("value", text_of(chosen)) if chosen is not None else None
    kind = field.attrib.get("type", "text")
    if field.tag != "input" or kind in {"submit", "file", "button"}:
        return None
    if kind in {"checkbox", "radio"} and "checked" not in field.attrib:
        return None
    return field.attrib.get("value", "on" if kind in {"checkbox", "radio"} else "")
