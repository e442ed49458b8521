"""The judge of pages can find fault: each check with a page that goes against it."""

import pytest

from tests import judge
from tests.judge import Page, complaints, form_values

GOOD = """<!DOCTYPE html>
<html lang="vi"><head><title>Đợt kiểm tra · PAR INDEX</title><script src="/a.js" defer></script></head>
<body><main id="main"><h1>Đợt kiểm tra</h1>
<form method="post" action="/rounds" hx-post="/rounds" hx-target="#list">
<input type="hidden" name="csrf_token" value="t">
<label for="name">Tên</label><input id="name" name="name" aria-describedby="hint"><p id="hint">Như trong kế hoạch</p>
<label><input type="checkbox" name="all"> Tất cả</label>
<button aria-label="Lưu"></button></form>
<ul id="list"><li><a href="/rounds/1">Một</a></li></ul><img src="/a.svg" alt="">
</main></body></html>"""


def against(check: str, old: str, new: str) -> None:
    assert old in GOOD
    found = complaints(Page(GOOD.replace(old, new)))
    assert [each for each in found if each.startswith(f"{check}:")], found


def test_a_good_page_has_no_complaints() -> None:
    assert complaints(Page(GOOD)) == []


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("parses", "</ul>", "</ol>"),
        ("parses", "<!DOCTYPE html>\n", ""),
        ("parses", '<a href="/rounds/1">', '<a href="/rounds/1" href="/rounds/2">'),
        ("one_heading", "<h1>Đợt kiểm tra</h1>", ""),
        ("one_heading", "</main>", "<h1>Hai</h1></main>"),
        ("one_heading", "<h1>Đợt kiểm tra</h1>", "<h1></h1>"),
        ("title_says_the_heading", "<title>Đợt kiểm tra", "<title>Trang"),
        ("title_says_the_heading", "<title>Đợt kiểm tra · PAR INDEX</title>", ""),
        ("language", ' lang="vi"', ""),
        ("one_main", 'main id="main"', 'div id="main"'),
        ("unique_ids", 'id="hint"', 'id="name"'),
        ("targets_exist", 'hx-target="#list"', 'hx-target="#lits"'),
        ("targets_exist", 'hx-target="#list"', 'hx-target="list"'),
        ("targets_exist", 'href="/rounds/1"', 'href="#nowhere"'),
        ("references_exist", 'aria-describedby="hint"', 'aria-describedby="hint other"'),
        ("references_exist", 'for="name"', 'for="title"'),
        ("headings_in_order", "</main>", "<h3>Ba</h3></main>"),
        ("forms_say_where", ' action="/rounds"', ""),
        ("forms_say_where", 'method="post" ', ""),
        ("posts_carry_a_token", 'name="csrf_token" value="t"', 'name="csrf_token" value=""'),
        ("posts_carry_a_token", 'name="csrf_token"', 'name="token"'),
        ("controls_are_labelled", 'for="name"', 'for="list"'),
        ("controls_are_labelled", ">Tên</label>", "></label>"),
        ("controls_are_labelled", "> Tất cả</label>", "></label>"),
        ("controls_are_named", ' aria-label="Lưu"', ""),
        ("controls_are_named", ">Một</a>", "></a>"),
        ("no_field_is_called_id", 'name="name"', 'name="id"'),
        ("nothing_inline", "<ul ", '<ul style="color: red" '),
        ("nothing_inline", "<ul ", '<ul onclick="go()" '),
        ("nothing_inline", "<ul ", '<ul hx-on:click="go()" '),
        ("nothing_inline", ' src="/a.js" defer', ""),
        ("nothing_inline", "</title>", "</title><style>p {}</style>"),
        ("pictures_have_alt", ' alt=""', ""),
        ("links_lead_somewhere", 'href="/rounds/1"', 'href="#"'),
        ("links_lead_somewhere", 'href="/rounds/1"', 'href="javascript:go()"'),
        ("links_lead_somewhere", 'href="/rounds/1"', 'class="a"'),
        ("htmx_only_improves", "<ul ", '<ul hx-post="/rounds" '),
        ("no_leftovers", "Như trong kế hoạch", "None"),
        ("no_leftovers", "Như trong kế hoạch", "Visit: None, None"),
        ("no_leftovers", "Như trong", "{{ name }}"),
        ("no_leftovers", "Như trong", "%(count)s"),
        ("no_leftovers", "/rounds/1", "/rounds/None"),
    ],
)
def test_the_check_finds_it(check: str, old: str, new: str) -> None:
    against(check, old, new)


def test_every_check_is_shown_to_fail() -> None:
    mark = next(mark for mark in test_the_check_finds_it.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    assert {each[0] for each in mark.args[1]} == {check.__name__ for check in judge.EVERYWHERE + judge.ON_PAGES}


def test_a_fragment_needs_no_heading_but_everything_else() -> None:
    assert complaints(Page('<tr id="a"><td>Một</td></tr>', is_fragment=True)) == []
    assert complaints(Page('<p hx-target="#elsewhere">Một</p>', is_fragment=True)) == []
    assert complaints(Page("<p>None</p>", is_fragment=True))
    assert complaints(Page('<p id="a"></p><p id="a"></p>', is_fragment=True))


def test_an_english_sentence_may_begin_with_none() -> None:
    assert complaints(Page("<p>None of the agencies</p><p>None yet.</p>", is_fragment=True)) == []


def test_a_check_may_be_left_out() -> None:
    assert complaints(Page(GOOD.replace("Như trong", "{{ 7*7 }}")), without=frozenset({"no_leftovers"})) == []


def test_a_form_is_sent_as_a_browser_would() -> None:
    html = """<form method="post" action="/a?next=1"><input name="one" value="1"><input name="empty">
      <textarea name="two">\nhai</textarea><select name="three"><option value="x">X<option value="y" selected>Y</select>
      <select name="four"><option value="z">Z</select><input type="checkbox" name="off"><input type="file" name="file">
      <input type="radio" name="five" value="a"><input type="radio" name="five" value="b" checked>
      <button name="six" value="6">Gửi</button></form>"""
    sent = {"one": "1", "empty": "", "two": "hai", "three": "y", "four": "z", "five": "b"}
    assert form_values(Page(html, is_fragment=True), "/a") == sent
    with pytest.raises(AssertionError, match="not one form"):
        form_values(Page(html, is_fragment=True), "/b")
