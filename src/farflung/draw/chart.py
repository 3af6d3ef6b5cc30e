"""A picture and the table behind it: who cannot see the one reads the other."""

from dataclasses import dataclass

from farflung.draw.markup import Attribute, Child, Markup, tag


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture as text: `head` names the columns, the first cell of a row names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """An SVG element and its table."""

    svg: Markup
    table: Table


Words = tuple[str, str]
"""The name and the description of a picture, where a page says them in a language of its own."""

ORNAMENT: Words = ("", "")
"""No words: the picture is not read out, and what it shows is said beside it."""


def picture(key: str, title: str, desc: str, *children: Child, **attributes: Attribute) -> Markup:
    """The SVG element of a picture, named and described; `key` must be unique on its page."""
    if (title, desc) == ORNAMENT:
        return tag(
            "svg",
            *children,
            xmlns="http://www.w3.org/2000/svg",
            id=key,
            aria_hidden="true",
            focusable="false",
            **attributes,
        )
    return tag(
        "svg",
        tag("title", title, id=f"{key}-t"),
        tag("desc", desc, id=f"{key}-d"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        id=key,
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
        **attributes,
    )


def side_labels(tops: tuple[tuple[int, str], ...], height: int, baseline: int) -> Markup:
    """Row labels to stand left of a picture, at its own pixel rows; the table says the same in words."""
    return tag(
        "svg",
        *(
            tag("text", text, x="100%", y=top + baseline, text_anchor="end", class_="hour")
            for top, text in tops
        ),
        class_="side",
        height=height,
        aria_hidden="true",
        focusable="false",
    )
