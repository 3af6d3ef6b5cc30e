"""Stylesheets: made of the tokens, fit for both directions, small."""

import re

from farflung.draw.tokens import LIGHT
from scripts.pages_css import DRAWN, drawn_css

PAGE = DRAWN.with_name("page.css")


def css() -> str:
    return re.sub(r"/\*.*?\*/", "", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_colours_and_pictures_are_those_of_the_report() -> None:
    """Run ``python -m scripts.pages_css`` after a change of the tokens."""
    assert DRAWN.read_text(encoding="utf-8") == drawn_css()


def test_pages_have_no_colour_but_the_tokens() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(", css()) == []
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", css())) <= LIGHT.keys()


def test_sides_are_logical_so_that_right_to_left_needs_no_sheet_of_its_own() -> None:
    of_boxes = r"(?<![\w-])(?:(?:margin|padding|border)-)?(?:left|right)\s*:"
    assert re.findall(rf"{of_boxes}|text-align:\s*(?:left|right)|float:", css()) == []


def test_both_together_are_no_load_on_a_slow_link() -> None:
    assert PAGE.stat().st_size + DRAWN.stat().st_size < 24_000
