"""Pictures of `draw` on pages of any language: the same shapes, with their words in the reader's.

Time runs from left to right in every language, as hours are written; only the words around it turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from farflung.draw import ribbon as drawn
from farflung.draw.chart import ORNAMENT, Table
from farflung.draw.day import Day
from farflung.draw.markup import Markup, name_of, tag
from farflung.draw.ribbon import Row
from farflung.engine.time import Span, Zone, merged
from farflung.server.ui.reader import Reader
from farflung.server.ui.words import clock_text, long_day_text, range_text


def safe(markup: Markup) -> SafeString:
    """What `draw` has built, for a template: it escapes every text itself, so this is the one way in."""
    if not isinstance(markup, Markup):
        raise TypeError("only what draw.markup has built is safe: a text goes through the template")
    return mark_safe(markup)  # noqa: S308 - built and escaped by draw.markup


def ribbon(key: str, row: Row, day: Day, reader: Reader) -> Markup:
    """The ribbon of a row, named and described in the reader's language."""
    unnamed = replace(row, name="")
    words = f"{row.name}, {row.place}", _said(unnamed, day, reader.place, get_language())
    return drawn.with_now(drawn.still(key, unnamed, day, words), day, reader.now)


@lru_cache(maxsize=4096)
def _said(row: Row, day: Day, place: str, _language: str | None) -> str:
    # Kept, and without a name: it is the same all day, and of colleagues with the same hours.
    return ribbon_text(row, day, place)


def scale(key: str, day: Day, reader: Reader) -> SafeString:
    """The hours over ribbons; hidden from who hears the page, as every row says its own."""
    return safe(drawn.scale(key, day, reader.now, ORNAMENT))


def table(value: Table) -> Markup:
    """A table of text: its caption, a row of heads, the first cell of each row as its name.

    Built here and not in a template: tables have hundreds of cells, and pages are quick.
    """
    head = tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in value.head)))
    body = tag("tbody", *(_table_row(row) for row in value.rows))
    note = tag("p", value.note, class_="small") if value.note else None
    whole = tag("table", tag("caption", value.caption), head, body)
    # Whoever has no pointer must be able to reach and move what is wider than the screen.
    return tag("div", whole, note, class_="scroll", tabindex=0, role="region", aria_label=value.caption)


@lru_cache(maxsize=4096)
def _table_row(row: tuple[str, ...]) -> Markup:
    # Texts, whatever they are made of: what is kept of one must not stand for markup that reads the same.
    first, *others = map(str, row)
    return tag("tr", tag("th", name_of(first), scope="row"), *(tag("td", name_of(cell)) for cell in others))


def behind(value: Table) -> Markup:
    """The table behind a picture, folded: who cannot see the one reads the other."""
    return tag("details", tag("summary", gettext("The same as a table")), table(value), class_="behind")


def ribbon_text(row: Row, day: Day, place: str) -> str:
    """One row in one sentence; `place` is where the day is the reader's."""
    spans = [span for span, _ in row.work if span.overlaps(day.span)]
    if not spans and row.note:
        return gettext("Off: %(why)s") % {"why": row.note}
    if not spans:
        return gettext("Off")
    here = hours_text(spans, day.zone)
    if row.zone.key == day.zone.key:
        return gettext("At work %(hours)s, time in %(place)s") % {"hours": here, "place": place}
    return gettext("At work %(hours)s, time in %(place)s; on their own clock %(own)s") % {
        "hours": here, "place": place, "own": hours_text(spans, row.zone),
    }  # fmt: skip


def ribbon_table(rows: Sequence[Row], day: Day, reader: Reader) -> Table:
    """The ribbons in words."""
    return Table(
        gettext("Hours on %(day)s") % {"day": long_day_text(day.date)},
        (
            gettext("Who"),
            gettext("Where"),
            gettext("At work, time in %(place)s") % {"place": reader.place},
            gettext("On their own clock"),
        ),
        tuple(
            (row.name, row.place, *_hours_cells(replace(row, name=""), day, get_language())) for row in rows
        ),
    )


@lru_cache(maxsize=4096)
def _hours_cells(row: Row, day: Day, _language: str | None) -> tuple[str, str]:
    spans = [span for span, _ in row.work if span.overlaps(day.span)]
    return hours_text(spans, day.zone) or row.note or gettext("Off"), hours_text(spans, row.zone) or "–"


def hours_text(spans: Iterable[Span], zone: Zone) -> str:
    """ "09:00–13:00, 14:00–18:00" on the clocks of a zone; spans that touch are one."""
    return _hours_text(tuple(spans), zone, get_language())


@lru_cache(maxsize=8192)
def _hours_text(spans: tuple[Span, ...], zone: Zone, _language: str | None) -> str:
    # Kept: on their own clock somebody's hours are the same for every reader.
    return ", ".join(range_text(_clock(s.start, zone), _clock(s.end, zone)) for s in merged(spans))


def _clock(instant: datetime, zone: Zone) -> str:
    return clock_text(Reader(instant, zone, "").civil(instant).time)
