"""A rota as rows of days: one row for each person, in the reader's time, on the sky of where that person is.

Days are of equal width, though one of 23 or 25 hours may be among them; within each, time is elapsed time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from farflung.draw.chart import ORNAMENT, picture
from farflung.draw.day import Day
from farflung.draw.markup import Markup, joined, percent, shape, tag
from farflung.draw.sky import light
from farflung.engine.time import Span

HEIGHT = 26
_BAR_TOP, _BAR = 5, 16
_OFF, _OWN = "rota-off", 3
_QUARTERS = {15: "¼", 30: "½", 45: "¾"}
_ROOM = 0.19
"""Share of a day that a bar must have for the two figures in it to be read on a desktop."""


@dataclass(frozen=True, slots=True)
class Stint:
    """A shift: `label` is its start on the own clock, `dark` says that it reaches into the own night."""

    span: Span
    label: str
    words: str
    dark: bool = False


@dataclass(frozen=True, slots=True)
class RotaRow:
    """One person: shifts, their own working hours, and whole days off. `place` is the number of its sky."""

    name: str
    words: str
    stints: tuple[Stint, ...] = ()
    own: tuple[Span, ...] = ()
    off: tuple[tuple[Span, str], ...] = ()
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty: `wanted` are times in which somebody is asked for, `holes` those that are left open."""

    name: str
    words: str
    wanted: tuple[Span, ...] = ()
    holes: tuple[tuple[Span, str], ...] = ()


Degrees = tuple[float, float]


def skies(places: Sequence[Degrees], days: Sequence[Day]) -> Markup:
    """The light over each place, once for each stretch of days that look alike; rows refer to it."""
    made = [
        light(sky_id(number, days, first), days[first], *where)
        for number, where in enumerate(places)
        for first in sorted({_like(days, n) for n in range(len(days))})
    ]
    hatch = tag(
        "pattern",
        shape("path", d="M-2 2L2 -2M0 8L8 0M6 10L10 6", class_="hatch"),
        id=_OFF, width=8, height=8, patternUnits="userSpaceOnUse",
    )  # fmt: skip
    return tag(
        "svg", tag("defs", joined(made), hatch), class_="defs", width=0, height=0, aria_hidden="true",
        focusable="false",
    )  # fmt: skip


def sky_id(place: int, days: Sequence[Day], number: int) -> str:
    """The id of the light over a place on a day."""
    return f"rs{place}-{_like(days, number)}"


def _like(days: Sequence[Day], number: int) -> int:
    """The first day of the same week and the same clock: the sun moves little in between."""
    first = number
    while first % 7 and days[first - 1].clock_like(days[number]):
        first -= 1
    return first


def row(key: str, one: RotaRow, days: Sequence[Day], offset: int, of: Sequence[Day]) -> Markup:
    """The picture of a person's days; `offset` is where the days begin in all of them (`of`)."""
    return picture(
        key,
        one.name,
        one.words,
        *(_sky(one.place, of, offset + n, n, len(days)) for n in range(len(days))),
        *(_box(days, span, 0, HEIGHT, "offday", why) for span, why in one.off if _meets(days, span)),
        *_ticks(days),
        *(_box(days, span, HEIGHT - _OWN, _OWN, "ownhours") for span in one.own if _meets(days, span)),
        *(_stint(days, stint) for stint in one.stints if _meets(days, stint.span)),
        class_="rota",
        width="100%",
        height=HEIGHT,
    )


def duty(key: str, one: Duty, days: Sequence[Day]) -> Markup:
    """What is wanted and what is open, over the rows of the people."""
    return picture(
        key,
        one.name,
        one.words,
        *(_box(days, span, 11, 5, "wanted") for span in one.wanted if _meets(days, span)),
        *_ticks(days),
        *(_hole(days, span, why) for span, why in one.holes if _meets(days, span)),
        class_="rota",
        width="100%",
        height=HEIGHT,
    )


def scale(key: str, days: Sequence[Day]) -> Markup:
    """Weekdays and dates over the rows; read out with each row, so not by itself."""
    count = len(days)
    return picture(
        key,
        *ORNAMENT,
        *(
            tag(
                "text",
                tag("tspan", f"{day.date:%a}"[:2], class_="weekday"),
                tag("tspan", f" {day.date.day}", class_="date"),
                x=percent((n + 0.5) / count), y=13, text_anchor="middle",
                class_="hour weekend" if day.date.weekday() > 4 else "hour",
            )
            for n, day in enumerate(days)
        ),
        class_="scale",
        width="100%",
        height=18,
    )  # fmt: skip


def _sky(place: int | None, of: Sequence[Day], number: int, n: int, count: int) -> Markup:
    x, width = percent(n / count), percent(1 / count)
    if place is None:
        return shape("rect", x=x, width=width, height=HEIGHT, class_="sky-unknown")
    return shape("rect", x=x, width=width, height=HEIGHT, fill=f"url(#{sky_id(place, of, number)})")


def _ticks(days: Sequence[Day]) -> Iterable[Markup]:
    for n, day in enumerate(days):
        if n:
            x = percent(n / len(days))
            css = "midnight week" if day.date.weekday() == 0 else "midnight"
            yield shape("line", x1=x, x2=x, y1=0, y2=HEIGHT, class_=css)


def _stint(days: Sequence[Day], stint: Stint) -> Markup:
    left, right = _at(days, stint.span.start), _at(days, stint.span.end)
    css = "stint bynight" if stint.dark else "stint"
    bar = shape(
        "rect", x=percent(left), width=percent(right - left), y=_BAR_TOP, height=_BAR, rx=3, class_=css
    )
    room = (right - left) * len(days) > _ROOM
    text = (
        tag(
            "text", ("☾" if stint.dark else "") + stint.label, x=percent((left + right) / 2),
            y=_BAR_TOP + 12, text_anchor="middle", class_=_text_css(stint),
        )
        if room
        else None
    )  # fmt: skip
    return tag("g", tag("title", stint.words), bar, text)


def _text_css(stint: Stint) -> str:
    long = " long" if len(stint.label) + stint.dark > 2 else ""
    return f"own in{' bynight' if stint.dark else ''}{long}"


def start_label(clock: time) -> str:
    """A start as short as it can be: "09", "9½", "13¾"; zones differ by quarters of an hour at the least."""
    if clock.minute in _QUARTERS:
        return f"{clock.hour}{_QUARTERS[clock.minute]}"
    return f"{clock:%H}" if clock.minute == 0 else f"{clock:%H:%M}"


def _hole(days: Sequence[Day], span: Span, why: str) -> Markup:
    left, right = _at(days, span.start), _at(days, span.end)
    width = max(right - left, 0.004)
    bar = shape("rect", x=percent(left), width=percent(width), y=4, height=HEIGHT - 8, rx=2, class_="opening")
    return tag("g", tag("title", why), bar)


def _box(days: Sequence[Day], span: Span, y: int, height: int, css: str, why: str = "") -> Markup:
    left, right = _at(days, span.start), _at(days, span.end)
    box = shape("rect", x=percent(left), width=percent(right - left), y=y, height=height, class_=css)
    return tag("g", tag("title", why), box) if why else box


def _meets(days: Sequence[Day], span: Span) -> bool:
    return span.overlaps(Span(days[0].span.start, days[-1].span.end))


def _at(days: Sequence[Day], instant: datetime) -> float:
    """The share of the width at which an instant lies; clipped at both ends."""
    for n, day in enumerate(days):
        if instant < day.span.end:
            return (n + day.x(instant)) / len(days)
    return 1.0
