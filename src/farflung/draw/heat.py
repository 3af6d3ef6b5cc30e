"""The overlap heat map: a typical week by weekday and half hour, how many are at work at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from farflung.draw.chart import Chart, Table, Words, picture
from farflung.draw.markup import Markup, joined, percent, shape, tag

SLOTS = 48
"""Half hours of a day."""

_ROW, _GUTTER = 26, 18
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_STEPS = 6


@dataclass(frozen=True, slots=True)
class Week:
    """`counts[weekday][half hour]`: people at work, of `people`; weekdays from Monday, in the zone named."""

    counts: tuple[tuple[int, ...], ...]
    people: int
    zone: str

    def __post_init__(self) -> None:
        if len(self.counts) != 7 or any(len(day) != SLOTS for day in self.counts):
            raise ValueError(f"a week is 7 days of {SLOTS} half hours")


def heat(key: str, title: str, week: Week, *, percents: bool = False) -> Chart:
    """The heat map. The figures in its cells are people, or percent of them; a wide page shows them."""
    return Chart(plot(key, week, (title, _description(week)), percents=percents), _table(title, week))


def plot(key: str, week: Week, words: Words, *, percents: bool = False) -> Markup:
    """The heat map alone, with the words of a page that has its own table behind it."""
    rows = (
        tag("g", _row(counts, week.people, percents), transform=f"translate(0,{top})")
        for counts, (top, _) in zip(week.counts, row_tops(), strict=True)
    )
    return picture(
        key,
        *words,
        *_hours(),
        *rows,
        class_="heat",
        width="100%",
        height=_GUTTER + 7 * _ROW,
    )


def row_tops() -> tuple[tuple[int, str], ...]:
    """Pixels from the top of the heat map at which each weekday's row begins."""
    return tuple((_GUTTER + n * _ROW, name) for n, name in enumerate(_WEEKDAYS))


def step(count: int, people: int) -> int:
    """The shade of a cell, 0 (nobody) to 6 (everybody); one person is never shade 0."""
    if count == 0 or people == 0:
        return 0
    return max(1, min(_STEPS, round(_STEPS * count / people)))


@lru_cache(maxsize=4096)
def _row(counts: tuple[int, ...], people: int, percents: bool) -> Markup:
    # Kept: the days of a week are alike, and so are teams.
    return joined(
        cell for first, last, count in runs(counts) for cell in _cell(first, last, count, people, percents)
    )


def _cell(first: int, last: int, count: int, people: int, percents: bool) -> tuple[Markup, ...]:
    """Half hours with the same count are one cell with one figure: most of a day is."""
    if count == 0:
        return _box(first, last, 0)
    text = str(round(100 * count / people)) if percents else str(count)
    return _box(first, last, step(count, people), text)


@lru_cache(maxsize=4096)
def _box(first: int, last: int, level: int, text: str = "") -> tuple[Markup, ...]:
    x, width = first / SLOTS, (last - first) / SLOTS
    box = shape("rect", x=percent(x), width=percent(width), height=_ROW - 1, class_=f"h{level}")
    if not text:
        return (box,)
    middle = percent(x + width / 2)
    return box, tag("text", text, x=middle, y=17, text_anchor="middle", class_=f"in h{level}t")


@cache
def _hours() -> list[Markup]:
    return [
        tag(
            "text", f"{hour:02d}", x=percent(hour / 24), y=12, class_="hour",
            text_anchor="start" if hour == 0 else "middle",
        )
        for hour in range(0, 24, 3)
    ]  # fmt: skip


def _description(week: Week) -> str:
    best = max(max(day) for day in week.counts)
    most = [(_WEEKDAYS[d], s) for d, day in enumerate(week.counts) for s, n in enumerate(day) if n == best]
    empty = sum(1 for day in week.counts for n in day if n == 0) / 2
    where = ", ".join(f"{name} {clock(slot)}" for name, slot in most[:3]) if best else "never"
    return (
        f"At most {best} of {week.people} people are at work at once ({where}, {week.zone} time); "
        f"for {empty:g} hours of the week nobody is."
    )


def clock(slot: int) -> str:
    """The time of day at which a half hour begins."""
    return f"{slot // 2:02d}:{slot % 2 * 30:02d}"


def runs(counts: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first slot, slot after the last, count) of each stretch with the same count."""
    out: list[tuple[int, int, int]] = []
    for slot, count in enumerate(counts):
        if out and out[-1][2] == count:
            out[-1] = (out[-1][0], slot + 1, count)
        else:
            out.append((slot, slot + 1, count))
    return out


def _table(title: str, week: Week) -> Table:
    rows = tuple(
        (name, "; ".join(f"{clock(a)}–{_end(b)} {n}" for a, b, n in runs(day)))
        for name, day in zip(_WEEKDAYS, week.counts, strict=True)
    )
    return Table(title, ("Day", f"People at work, of {week.people} ({week.zone} time)"), rows)


def _end(slot: int) -> str:
    return "24:00" if slot == SLOTS else clock(slot)
