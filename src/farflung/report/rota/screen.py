"""A plan in characters: people by days in the reader's time, nights dark, and what each has below it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import StringIO

from rich.console import Console
from rich.text import Text

from farflung.draw.day import Day
from farflung.engine.model import Person
from farflung.engine.time import Span, clipped, intersection, total
from farflung.report import times
from farflung.report.rota import words
from farflung.report.rota.days import days_of, nights_in, off_dates, stretches
from farflung.report.rota.view import PlanView
from farflung.report.rota.whys import elsewhere, stands_against, worth_telling
from farflung.report.terminal.lines import Line, line, said

NARROWEST, WIDEST = 60, 160
MOST_PEOPLE = 60
_MOST_OPEN = 12
_MOST_NOTES = 6
_EXPLAINED, _NEAREST = 4, 2
"""Open times, the longest, of which it is said what stands against whom, and how much of that."""
_LABEL, _SHORT_LABEL = 22, 16
_WIDE_DAY, _NARROW_DAY = 6, 4
_DAYS_IN_ROW = 14
_BAR = 24
_FIGURES, _LEAST_BAR = 52, 8

SHIFT, DARK_SHIFT, NIGHT, LIGHT, OFF = "█", "▓", "░", " ", "·"


def plan_screen(view: PlanView, width: int = 100, *, colour: bool = False) -> str:
    """The whole plan; without colour there is no escape sequence in it, and no blank at a line's end."""
    columns = min(max(width, NARROWEST), WIDEST)
    out = StringIO()
    console = Console(
        file=out, width=columns, force_terminal=colour, color_system="standard" if colour else None,
        no_color=not colour, highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    for number, part in enumerate(part for part in _parts(view, columns) if part):
        if number:
            console.print()
        for one in part:
            console.print(*one.wrapped(columns), sep="\n", soft_wrap=True)
    return "\n".join(text.rstrip() for text in out.getvalue().splitlines()) + "\n"


def _parts(view: PlanView, columns: int) -> Iterator[list[Line]]:
    yield [
        line((words.headline(view), "bold")),
        line(f"{words.filled(view)};"),
        line(f"{words.stages(view)}."),
    ]
    yield from _pictures(view, columns)
    yield _broken(view)
    yield _crowded(view)
    yield _loads(view, columns)
    yield _open(view)
    yield _ending(view)


# --- the picture ------------------------------------------------------------------


def _pictures(view: PlanView, columns: int) -> Iterator[list[Line]]:
    size = _WIDE_DAY if columns >= _SHORT_LABEL + _DAYS_IN_ROW * _WIDE_DAY else _NARROW_DAY
    side = _LABEL if columns >= _LABEL + _DAYS_IN_ROW * size else _SHORT_LABEL
    fitting = min(_DAYS_IN_ROW, (columns - side) // size)
    people = view.people[:MOST_PEOPLE]
    for number, week in enumerate(stretches(days_of(view), fitting if fitting < 7 else fitting // 7 * 7)):
        out = [_whose(view)] if number == 0 else []
        out += [
            Line(_heading(week, size), _month(week, size), side),
            Line(_weekdays(week, size), indent=side),
        ]
        out += [Line(_cells(view, person, week, size), _label(view, person, side), side) for person in people]
        left = len(view.people) - len(people)
        if left:
            out.append(line((f"and {times.count(left, 'more person', 'more people')}", "dim"), indent=side))
        if number == 0:
            out.append(line((_key(view, size), "dim")))
        yield out


def _whose(view: PlanView) -> Line:
    whose = f"your time, {times.city(view.viewer)}" if view.viewer else "UTC (--viewer names your zone)"
    first = days_of(view)[0].date
    return line(("People by days", "bold"), f"  from {times.day(first, year=True)}, {whose}")


def _key(view: PlanView, size: int) -> str:
    night = f"{view.night.start:%H:%M}-{view.night.end:%H:%M}"
    rest = f"{NIGHT} their night  {OFF} off: holiday or away  a cell is {24 // size} h"
    if not view.letters:
        return f"{SHIFT} on duty  {DARK_SHIFT} on duty in their night ({night})  {rest}"
    duties = "  ".join(f"{letter} {duty}" for duty, letter in view.letters.items())
    return f"{duties}  small letters: on duty in their night ({night})  {rest}"


def _heading(week: Sequence[Day], size: int) -> Text:
    """The dates, with their month where it is the first of the row or of the month and has room."""
    text = ""
    for number, day in enumerate(week):
        named = f"{day.date.day} {day.date:%b}"
        fits = len(named) < size and (number == 0 or day.date.day == 1)
        text = text.ljust(number * size) + (named if fits else str(day.date.day))
    return said((text, "dim"))


def _month(week: Sequence[Day], size: int) -> Text:
    """The month of the first date, beside the row where the date has no room for it."""
    first = week[0].date
    return said((f"{first:%B}", "dim")) if len(f"{first.day} {first:%b}") >= size else Text()


def _weekdays(week: Sequence[Day], size: int) -> Text:
    return said(("".join(f"{day.date:%a}"[: size - 1].ljust(size) for day in week).rstrip(), "dim"))


def _label(view: PlanView, person: Person, width: int = _LABEL) -> Text:
    name = said((view.names[person.id], "bold"))
    place = said((" " + person.place.label, "dim"))
    name.truncate(max(width - 1 - place.cell_len, 8), overflow="ellipsis")
    out = name + place
    out.truncate(width - 1, overflow="ellipsis")
    return out


def _cells(view: PlanView, person: Person, week: Sequence[Day], size: int) -> Text:
    around = Span(week[0].span.start, week[-1].span.end)
    row = _Row(view, person, around, off_dates(view, person, week[0].date, week[-1].date))
    out = Text()
    for day in week:
        step = day.span.elapsed / size
        for n in range(size):
            out.append(*row.cell(Span(day.span.start + n * step, day.span.start + (n + 1) * step)))
    return out


class _Row:
    """One person's shifts, nights and days off through some days."""

    def __init__(self, view: PlanView, person: Person, around: Span, off: dict[date, str]) -> None:
        self._view, self._person, self._off = view, person, off
        self._shifts = [shift for shift in view.shifts_of(person.id) if shift.span.overlaps(around)]
        self._nights = nights_in(view, person, around)

    def cell(self, cell: Span) -> tuple[str, str]:
        """The sign of a stretch of a day, and how it looks."""
        on = [shift for shift in self._shifts if shift.span.overlaps(cell)]
        spans = [shift.span for shift in on]
        if _half(spans, cell):
            pieces = clipped(spans, cell)
            dark = total(intersection(pieces, self._nights)) * 2 >= total(pieces)
            return self._sign(on[0].duty, dark), "bold magenta" if dark else "cyan"
        middle = cell.start + cell.elapsed / 2
        if self._view.atlas.local(self._person, middle).date in self._off:
            return OFF, "dim"
        return (NIGHT, "blue") if _half(self._nights, cell) else (LIGHT, "")

    def _sign(self, duty: str, dark: bool) -> str:
        letter = self._view.letters.get(duty)
        if letter is None:
            return DARK_SHIFT if dark else SHIFT
        return letter.lower() if dark else letter


def _half(spans: Sequence[Span], cell: Span) -> bool:
    """Whether spans fill at least half of a cell; a short shift fills the one it begins in."""
    shared = sum(
        (min(s.end, cell.end) - max(s.start, cell.start) for s in spans if s.overlaps(cell)), timedelta()
    )
    short = any(s.start in cell and s.elapsed * 2 < cell.elapsed for s in spans)
    return shared * 2 >= cell.elapsed or short


# --- what each has ----------------------------------------------------------------


def _loads(view: PlanView, columns: int) -> list[Line]:
    most = max((load.points for load in view.loads.values()), default=0.0) or 1.0
    side = _LABEL if columns >= _LABEL + _FIGURES + _LEAST_BAR else _SHORT_LABEL
    room = min(_BAR, columns - side - _FIGURES)
    head = f"{'':{side}}{'shifts':>6}{'hours':>8}{'nights':>8}{'weekends':>10}{'holidays':>10}{'points':>8}"
    out = [line(("What each has", "bold"), f"  {words.spread(view)}")]
    out.append(line((head if columns >= len(head) else "", "dim")))
    for person in view.people[:MOST_PEOPLE]:
        load = view.loads[person.id]
        figures = (
            f"{load.shifts:>6}{words.hours(load.minutes):>8}{load.nights:>8}"
            f"{load.weekends:>10}{load.holidays:>10}{words.points(load.points):>8}"
        )
        bar = "▇" * round(load.points / most * room) if room >= _LEAST_BAR else ""
        out.append(Line(said(figures, (f"  {bar}" if bar else "", "cyan")), _label(view, person, side), side))
    return out


def _broken(view: PlanView) -> list[Line]:
    """What the plan breaks: what is fixed may, and nothing that was planned does."""
    if not view.broken:
        return []
    out = [line((f"Broken: {times.count(len(view.broken), 'rule')}", "bold red"))]
    for one in view.broken[:_MOST_OPEN]:
        because = f" ({one.basis})" if one.basis else ""
        out.append(line(f"◆ {view.names[one.person]}, {one.rule}: {one.text}{because}"))
    return out


def _crowded(view: PlanView) -> list[Line]:
    """Where more are on a duty than may be: what is fixed, and nothing that was planned."""
    if not view.crowded:
        return []
    found = view.crowded
    out = [line((f"Too many: {times.count(len(found), 'stretch', 'stretches')}", "bold red"))]
    out += [line(f"◆ {words.crowded_text(view, item)}") for item in found[:_MOST_OPEN]]
    if len(found) > _MOST_OPEN:
        out.append(line((f"and {len(found) - _MOST_OPEN:,} more, in the JSON", "dim")))
    return out


def _open(view: PlanView) -> list[Line]:
    found = view.record.result.unfilled
    if not found:
        return []
    out = [line((f"Open: {times.count(len(found), 'stretch', 'stretches')}", "bold red"))]
    told = worth_telling(view, found[:_MOST_OPEN], _EXPLAINED)
    for number, item in enumerate(found[:_MOST_OPEN]):
        out.append(line(f"◆ {words.open_text(view, item)}"))
        nearest = stands_against(view, item)[:_NEAREST] if number in told else []
        out += [line((one, "dim"), indent=2) for one in nearest]
    if len(found) > _MOST_OPEN:
        out.append(line((f"and {len(found) - _MOST_OPEN:,} more, in the JSON", "dim")))
    rest = elsewhere(len(told), len(found))
    return [*out, line((rest, "dim"), indent=2)] if rest else out


def _ending(view: PlanView) -> list[Line]:
    out = [line(("Assumed: ", "bold"), text) for text in view.record.assumed]
    notes = view.record.result.notes
    out += [line(str(note)) for note in notes[:_MOST_NOTES]]
    if len(notes) > _MOST_NOTES:
        out.append(line((f"and {len(notes) - _MOST_NOTES:,} more notes, in the JSON", "dim")))
    return [*out, line((f"Rests on: {words.made_by(view)}", "dim"))]
