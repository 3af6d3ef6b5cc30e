"""One builder escapes every text, and nothing else makes markup."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.draw.markup import Markup, escaped, inserted, joined, number, percent, shape, style, tag, void
from tests.house.tree import name, python_files, tree

DOOR = "src/farflung/draw/markup.py"
STORES = ("src/farflung/draw", "src/farflung/report")


def test_text_is_escaped_and_markup_is_not_escaped_twice() -> None:
    assert tag("p", "<b>&\"'", tag("i", "x")) == "<p>&lt;b&gt;&amp;&quot;&#x27;<i>x</i></p>"


def test_attributes_are_escaped_and_absent_ones_left_out() -> None:
    made = shape("rect", x=1.0, class_='"><script>', hidden=None, focusable=False, aria_label="a&b", y=2.345)
    assert made == '<rect x="1" class="&quot;&gt;&lt;script&gt;" aria-label="a&amp;b" y="2.35"/>'


def test_elements_without_content() -> None:
    assert void("input", checked=True, name="n") == '<input checked name="n">'


def test_characters_that_no_markup_can_carry_become_a_mark() -> None:
    assert escaped("a\x00b\x1b[31mc\u202ed") == "a\ufffdb\ufffd[31mc\ufffdd"


@given(st.text())
def test_no_text_opens_a_tag_or_ends_an_attribute(text: str) -> None:
    made = escaped(text)
    assert not set('<>"') & set(made)


def test_numbers_are_short() -> None:
    assert [number(v) for v in (1.0, 0.0, -0.001, 12.3456, 100.0)] == ["1", "0", "0", "12.35", "100"]
    assert percent(1 / 3) == "33.33%"


def test_joined_leaves_nothing_out_but_none() -> None:
    assert joined(("a", None, 0, "<"), ", ") == "a, 0, &lt;"


def test_a_stylesheet_cannot_end_itself() -> None:
    with pytest.raises(ValueError, match="end tag"):
        style("</style><script>")


def test_a_piece_goes_in_at_the_beginning() -> None:
    assert inserted(tag("svg", "x", id="k"), Markup("<p/>")) == '<svg id="k"><p/>x</svg>'


def test_nothing_but_the_builder_turns_text_into_markup() -> None:
    """`Markup(...)` around a text that is not a literal would be a second door."""
    calls = [
        f"{name(path)}:{node.lineno}"
        for store in STORES
        for path in python_files(store)
        if name(path) != DOOR
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Markup"
        and not all(isinstance(argument, ast.Constant) for argument in node.args)
    ]
    assert calls == []
