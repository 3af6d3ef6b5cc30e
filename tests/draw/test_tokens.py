"""Contrast by the formula of WCAG 2.2: 4.5:1 for text, 3:1 for marks that carry meaning."""

import re
from collections.abc import Mapping
from importlib.resources import files

import pytest

from farflung.draw.tokens import DARK, LIGHT

PALETTES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]

TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "card", "sunk", "fix-wash")),
    *((ink, ground) for ink in ("error", "warning", "note") for ground in ("card", "sunk")),
    ("on-work", "work"),
    ("card", "accent"),
    ("ink", "h0"), ("ink", "h1"), ("ink", "h2"), ("ink", "h3"), ("ink", "h4"), ("card", "h5"), ("card", "h6"),
]  # fmt: skip
MARKS = [
    *(("work", ground) for ground in ("night", "dawn", "day", "card")),
    *(("rest", ground) for ground in ("night", "dawn", "day")),
    *(("now", ground) for ground in ("night", "dawn", "day")),
    *((level, "card") for level in ("hole", "short", "single")),
    ("hole", "well"), ("hole", "thin"), ("single", "fair"), ("short", "fair"),
    ("rule", "card"), ("mean", "sunk"), ("soft", "land"), ("soft", "sea"),
    *((severity, ground) for severity in ("error", "warning", "note") for ground in ("night", "day")),
]  # fmt: skip
SAME = {"mean": "work"}


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2, definition of relative luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def too_weak(palette: Mapping[str, str], pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    ratios = {f"{a} on {b}": contrast(palette[SAME.get(a, a)], palette[b]) for a, b in pairs}
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


def test_the_formula_gives_what_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
def test_text_can_be_read(palette: Mapping[str, str]) -> None:
    assert too_weak(palette, TEXT, 4.5) == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_marks_can_be_told_from_what_is_behind_them(palette: Mapping[str, str]) -> None:
    assert too_weak(palette, MARKS, 3.0) == {}


def test_both_palettes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize(
    "sheet", [("farflung.draw", "data", "charts.css"), ("farflung.report", "html", "page.css")]
)
def test_stylesheets_use_known_tokens_and_no_colour_of_their_own(sheet: tuple[str, ...]) -> None:
    package, *path = sheet
    css = files(package).joinpath(*path).read_text(encoding="utf-8")
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= LIGHT.keys()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;}\s])", css)) <= {"#fff"}
    assert "http" not in css.replace("http-equiv", "")
    assert "@import" not in css


def test_every_token_is_used() -> None:
    sheets = (files("farflung.draw") / "data" / "charts.css", files("farflung.report") / "html" / "page.css")
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    assert {token for token in LIGHT if f"var(--{token})" not in css} == set()
