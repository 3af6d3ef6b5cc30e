"""Bars for who pays: one per zone area, the average and the worst of its people on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.draw.chart import Chart, Table, picture
from farflung.draw.markup import Markup, percent, shape, tag

_ROW, _BAR = 40, 14
_ROOM = 0.86
"""Share of the width that the longest bar takes; the rest is for its figure."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Burden points of a zone area: the mean of its people, and the most that any one of them carries."""

    label: str
    people: int
    mean: float
    worst: float
    note: str = ""


def bars(key: str, title: str, rows: Sequence[Bar], unit: str) -> Chart:
    """The bars, in the order given."""
    most = max((row.worst for row in rows), default=0.0) or 1.0
    svg = picture(
        key,
        title,
        _description(rows, unit),
        *(piece for n, row in enumerate(rows) for piece in _bar(row, n * _ROW, most)),
        class_="bars",
        width="100%",
        height=max(len(rows), 1) * _ROW,
    )
    return Chart(svg, _table(title, rows, unit))


def _bar(row: Bar, top: int, most: float) -> tuple[Markup, ...]:
    mean, worst = row.mean / most * _ROOM, row.worst / most * _ROOM
    y = top + 18
    people = "1 person" if row.people == 1 else f"{row.people:,} people"
    return (
        tag("text", row.label, tag("tspan", f"  {people}", class_="soft"), x=0, y=top + 12, class_="label"),
        shape("rect", x=0, y=y, width="100%", height=_BAR, class_="trough"),
        shape("rect", x=0, y=y, width=percent(worst), height=_BAR, class_="worst"),
        shape("rect", x=0, y=y, width=percent(mean), height=_BAR, class_="mean"),
        tag("text", points(row.worst), x=percent(worst), dx=6, y=y + 11.5, class_="figure"),
    )


def points(value: float) -> str:
    """Points with at most one decimal."""
    return f"{value:,.1f}".removesuffix(".0")


def _description(rows: Sequence[Bar], unit: str) -> str:
    if not rows:
        return "Nobody carries anything."
    worst, least = max(rows, key=lambda r: r.worst), min(rows, key=lambda r: r.mean)
    return (
        f"{worst.label} carries the most: up to {points(worst.worst)} {unit} for one person; "
        f"{least.label} carries {points(least.mean)} each on average."
    )


def _table(title: str, rows: Sequence[Bar], unit: str) -> Table:
    head = ("Zone area", "People", f"Mean {unit} each", f"Most {unit} of one person", "Where from")
    cells = tuple((r.label, str(r.people), points(r.mean), points(r.worst), r.note or "–") for r in rows)
    return Table(title, head, cells)
