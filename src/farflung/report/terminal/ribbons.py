"""The day ribbon in characters: a cell for each half hour of the reader's day."""

from datetime import timedelta

from rich.cells import cell_len
from rich.text import Text

from farflung.draw.day import Day, hour_label
from farflung.draw.markup import plain
from farflung.draw.ribbon import Row
from farflung.engine.time import Span, merged
from farflung.report import times
from farflung.report.figures.ribbons import Ribbons, named
from farflung.report.figures.ribbons import ribbons as figure
from farflung.report.summary import Summary
from farflung.report.terminal.lines import Line, line, said

_WIDE, _NARROW = timedelta(minutes=30), timedelta(hours=1)
_MOST_ROWS = 8
_LABEL = 27
_OWN = 18
"""Cells that a person's own hours may take after their row."""

_SHADES = " ░▒▓█"


def ribbons(summary: Summary, width: int = 100) -> list[Line]:
    """The hours, up to eight rows, and the key; a narrow terminal gets a cell for each hour."""
    found = figure(summary)
    day, shown = found.day, _spread(found.rows, {p.name for p in summary.people(named(summary))})
    whose = f"{times.city(summary.viewer)}, your time" if summary.viewer else "UTC"
    areas = bool(shown) and not shown[0].person
    rows = "; a row for all on the hours of a place" if areas else ""
    out = [line(("One day", "bold"), f"  {times.day(day.date)} in {whose}{_odd(day)}{rows}")]
    size = _WIDE if width >= _LABEL + day.span.elapsed / _WIDE else _NARROW
    own = width >= _LABEL + day.span.elapsed / size + _OWN
    out.append(Line(_scale(day, size), indent=_LABEL))
    out += [Line(_cells(row, day, size, own=own), _label(row), _LABEL) for row in shown]
    out.append(line(("█ at work  ─ rest  ◆ meeting  ! meeting outside their hours", "dim"), indent=_LABEL))
    out += _left(found, len(shown))
    return out


def _spread(rows: tuple[Row, ...], wanted: set[str]) -> list[Row]:
    """At most eight rows: those of the people wanted, and others evenly taken from east to west."""
    if len(rows) <= _MOST_ROWS:
        return list(rows)
    first = [n for n, row in enumerate(rows) if row.person and row.name in wanted][:_MOST_ROWS]
    others, room = [n for n in range(len(rows)) if n not in first], _MOST_ROWS - len(first)
    step = (len(others) - 1) / max(room - 1, 1)
    return [rows[n] for n in sorted([*first, *(others[round(n * step)] for n in range(room))])]


def _odd(day: Day) -> str:
    return f" ({day.hours:g} hours: clocks change)" if day.changes else ""


def _scale(day: Day, size: timedelta) -> Text:
    count = round(day.span.elapsed / size)
    cells = [" "] * (count + 2)
    for x, text in ((0.0, "00"), *day.ticks(), (1.0, "24")):
        at = round(x * count)
        cells[at : at + 2] = text
    return said(("".join(cells).rstrip(), "dim"))


def _label(row: Row) -> Text:
    name = said((row.name, "bold"))
    place = said(("  " + row.place, "dim"))
    name.truncate(_LABEL - 2 if row.person else _LABEL - 2 - place.cell_len, overflow="ellipsis")
    out = name + place
    out.truncate(_LABEL - 1, overflow="ellipsis")
    return out


def _cells(row: Row, day: Day, size: timedelta, *, own: bool) -> Text:
    starts = [day.span.start + n * size for n in range(round(day.span.elapsed / size))]
    cells = [_cell(row, Span(start, start + size)) for start in starts]
    _write(_note(row, day), cells)
    out = Text()
    for cell in cells:
        out.append(*cell)
    if own and row.person:
        out.append(_own_hours(row, day), "dim")
    return out


def _cell(row: Row, cell: Span) -> tuple[str, str]:
    meeting = next((m for m in row.meetings if m.span.overlaps(cell)), None)
    if meeting is not None:
        return ("◆", "bold") if meeting.inside else ("!", "bold red")
    share = max((s for span, s in row.work if _half(span, cell)), default=0.0)
    if share:
        shade = _SHADES[4] if row.person else _SHADES[max(1, min(4, round(share * 4)))]
        return shade, "cyan"
    if any(_half(span, cell) for span in row.rest):
        return "─", "blue"
    return "·", "dim"


def _note(row: Row, day: Day) -> str:
    """Why there is no work on the day, where that is no secret."""
    return row.note if not any(span.overlaps(day.span) for span, _ in row.work) else ""


def _write(note: str, cells: list[tuple[str, str]]) -> None:
    """Words into the middle of a row, or into what meetings leave of it, if that is room enough."""
    text = plain(f" {note} ") if note else ""
    if cell_len(text) != len(text):
        return
    free = [
        n
        for n in range(len(cells) - len(text) + 1)
        if not {c for c, _ in cells[n : n + len(text)]} & {"◆", "!"}
    ]
    if text and free:
        at = min(free, key=lambda n: abs(2 * n + len(text) - len(cells)))
        cells[at : at + len(text)] = [(character, "dim") for character in text]


def _half(span: Span, cell: Span) -> bool:
    """Whether a span fills at least half of a cell."""
    shared = min(span.end, cell.end) - max(span.start, cell.start)
    return shared * 2 >= cell.elapsed


def _own_hours(row: Row, day: Day) -> str:
    """The first stretch of work on the person's own clock: "  own 09–18"."""
    spans = merged(span for span, _ in row.work if span.overlaps(day.span))
    if not spans:
        return ""
    return f"  own {hour_label(spans[0].start, row.zone)}–{hour_label(spans[0].end, row.zone)}"


def _left(found: Ribbons, shown: int) -> list[Line]:
    areas = found.left_areas + len(found.rows) - shown
    if not (found.left_people or areas):
        return []
    if found.rows and found.rows[0].person:
        people = found.left_people + len(found.rows) - shown
        return [line((f"and {times.count(people, 'more person', 'more people')}", "dim"), indent=_LABEL)]
    return [line((f"and {times.count(areas, 'more zone area')}", "dim"), indent=_LABEL)]
