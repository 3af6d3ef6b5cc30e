"""A strip of 24 hours that shows at which time of the reader's day something happens."""

from collections.abc import Sequence
from datetime import date

from farflung.draw.chart import picture
from farflung.draw.markup import Markup, percent, shape, tag
from farflung.engine.time import CivilTime, Span, Zone

HEIGHT = 29
_TOP, _HIGH = 2, 13
_MOST = 200
_MINUTES = 1440


def strip(key: str, spans: Sequence[Span], zone: Zone, sky: str | None = None) -> Markup:
    """The hours of the clock that the spans touch, on the clock of `zone`; `sky` is a gradient's id."""
    pieces = sorted({piece for span in spans[:_MOST] for piece in clock_pieces(span, zone)})
    words = ", ".join(f"{_clock(a)}–{_clock(b)}" for a, b in pieces[:6])
    fill = {"fill": f"url(#{sky})"} if sky else {"class_": "trough"}
    return picture(
        key,
        "Hours of the day",
        f"On the clock of {zone.key}: {words}.",
        shape("rect", y=_TOP, width="100%", height=_HIGH, rx=2, **fill),
        *(piece for hour in range(0, 25, 6) for piece in _hour(hour)),
        *(_hit(first, last) for first, last in pieces),
        class_="strip",
        width="100%",
        height=HEIGHT,
    )


def _hour(hour: int) -> tuple[Markup, ...]:
    x, anchor = percent(hour / 24), {0: "start", 24: "end"}.get(hour, "middle")
    line = shape("line", x1=x, x2=x, y1=_TOP, y2=_TOP + _HIGH, class_="tick")
    label = tag("text", f"{hour:02d}", x=x, y=HEIGHT, text_anchor=anchor, class_="hour")
    return (line, label) if 0 < hour < 24 else (label,)


def _hit(first: int, last: int) -> Markup:
    """At least a quarter of an hour wide, so that a short call is still seen."""
    x, width = percent(first / _MINUTES), percent(max(last - first, 15) / _MINUTES)
    return shape("rect", x=x, width=width, height=_HIGH + 2 * _TOP, rx=1, class_="hit")


def clock_pieces(span: Span, zone: Zone) -> tuple[tuple[int, int], ...]:
    """(first, last) minutes of the clock's face that a span covers; all of it from a day on."""
    start, end = CivilTime.of(span.start, zone), CivilTime.of(span.end, zone)
    first, last = _minute(start), _minute(end)
    nights = _nights(start.date, end.date)
    if nights > 1 or (nights == 1 and last >= first):
        return ((0, _MINUTES),)
    if nights == 0:
        return ((first, last),)
    return tuple(piece for piece in ((first, _MINUTES), (0, last)) if piece[0] < piece[1])


def _nights(first: date, last: date) -> int:
    return (last - first).days


def _minute(civil: CivilTime) -> int:
    return civil.time.hour * 60 + civil.time.minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
