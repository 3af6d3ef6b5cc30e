"""The building blocks of the page: sections, tables, figures with the table behind them, keys."""

from collections.abc import Iterable, Sequence

from farflung.draw.chart import Chart, Table
from farflung.draw.markup import Child, Markup, joined, shape, tag
from farflung.engine.checks import Severity

SYMBOLS = {Severity.ERROR: "◆", Severity.WARNING: "▲", Severity.NOTE: "●"}
"""A severity is a word and a shape before it is a colour."""

MOST_ROWS = 200


def section(key: str, title: str, *children: Child, lead: Child = None) -> Markup:
    """A part of the page with its heading."""
    head = tag("h2", title, id=f"{key}-h")
    intro = tag("p", lead, class_="lead") if lead else None
    return tag("section", head, intro, *children, id=key, aria_labelledby=f"{key}-h")


def severity(value: Severity) -> Markup:
    """The severity as shape and word."""
    symbol = tag("span", SYMBOLS[value], class_="symbol", aria_hidden="true")
    return tag("span", symbol, " ", value.word.capitalize(), class_=f"severity {value.word}")


def table(value: Table, *, caption: bool = True) -> Markup:
    """A table with scopes, in a box that scrolls by itself where it is wider than the page."""
    rows, left = value.rows[:MOST_ROWS], len(value.rows) - MOST_ROWS
    head = tag("tr", *(tag("th", text, scope="col") for text in value.head))
    body = joined(tag("tr", _row_head(row), *(tag("td", cell) for cell in row[1:])) for row in rows)
    note = value.note + (f" {left:,} more rows are in the JSON report." if left > 0 else "")
    made = tag(
        "table", tag("caption", value.caption) if caption else None, tag("thead", head), tag("tbody", body)
    )
    box = tag("div", made, class_="scroll", tabindex="0", role="region", aria_label=f"Table: {value.caption}")
    return joined((box, tag("p", note.strip(), class_="small") if note.strip() else None))


def _row_head(row: Sequence[str]) -> Markup:
    return tag("th", row[0], scope="row")


def behind(value: Table) -> Markup:
    """The table behind a picture, folded."""
    return tag("details", tag("summary", "The same as a table"), table(value), class_="behind")


def figure(chart: Chart, *, side: Markup | None = None, key: Markup | None = None) -> Markup:
    """A picture with its labels, its key and the table behind it."""
    plot = tag("div", side, tag("div", chart.svg, class_="canvas"), class_="plot" if side else "plot bare")
    return tag("figure", plot, key, behind(chart.table))


def legend(items: Iterable[tuple[Markup, str]]) -> Markup:
    """What the marks of a picture mean."""
    return tag("ul", *(tag("li", sample, text) for sample, text in items), class_="key")


def swatch(css: str) -> Markup:
    """A sample of a fill."""
    return _sample(shape("rect", width=18, height=10, rx=2, class_=css))


def _sample(mark: Markup) -> Markup:
    return tag("svg", mark, width=18, height=10, class_="swatch", aria_hidden="true", focusable="false")


def sample(*marks: Markup) -> Markup:
    """A sample of any mark, 18 by 10."""
    return _sample(joined(marks))


def pairs(items: Iterable[tuple[str, Child]]) -> Markup:
    """Terms and what is said of them."""
    rows = (tag("div", tag("dt", term), tag("dd", said)) for term, said in items if said)
    return tag("dl", *rows, class_="pairs")


def more(summary: str, *children: Child, css: str = "more") -> Markup:
    """Something folded."""
    return tag("details", tag("summary", summary), *children, class_=css)
