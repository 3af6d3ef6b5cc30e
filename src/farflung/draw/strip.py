"""A strip of 24 hours that shows at which time of the reader's day something happens."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from farflung.draw.chart import picture
from farflung.draw.markup import Markup, percent, shape, tag
from farflung.engine.time import CivilTime, Span, Zone

HEIGHT = 29
_TOP, _HIGH = 2, 13
_MOST = 200
_MINUTES, _QUARTER = 1440, 15
_SLOTS = _MINUTES // _QUARTER


def strip(key: str, spans: Sequence[Span], zone: Zone, sky: str | None = None) -> Markup:
    """The hours of the clock that the spans touch, on the clock of `zone`; `sky` is a gradient's id."""
    pieces = sorted({piece for span in spans[:_MOST] for piece in clock_pieces(span, zone)})
    words = ", ".join(f"{_clock(a)}–{_clock(b)}" for a, b in pieces[:6])
    if len(pieces) > 6:
        words += f" and {len(pieces) - 6} more"
    fill = {"fill": f"url(#{sky})"} if sky else {"class_": "trough"}
    return picture(
        key,
        "Hours of the day",
        f"On the clock of {zone.key}: {words}.",
        shape("rect", y=_TOP, width="100%", height=_HIGH, rx=2, **fill),
        *(piece for hour in range(0, 25, 6) for piece in _hour(hour)),
        *(_hit(*run) for run in _runs(spans[:_MOST], zone)),
        class_="strip",
        width="100%",
        height=HEIGHT,
    )


def _hour(hour: int) -> tuple[Markup, ...]:
    x, anchor = percent(hour / 24), {0: "start", 24: "end"}.get(hour, "middle")
    line = shape("line", x1=x, x2=x, y1=_TOP, y2=_TOP + _HIGH, class_="tick")
    label = tag("text", f"{hour:02d}", x=x, y=HEIGHT, text_anchor=anchor, class_="hour")
    return (line, label) if 0 < hour < 24 else (label,)


def _runs(spans: Sequence[Span], zone: Zone) -> list[tuple[int, int, int]]:
    """(first minute, last minute, shade 1 to 3) of stretches that are hit about equally often."""
    count = [0] * _SLOTS
    for span in spans:
        for first, last in clock_pieces(span, zone):
            for slot in range(first // _QUARTER, max(-(-last // _QUARTER), first // _QUARTER + 1)):
                count[slot] += 1
    most = max(count, default=0) or 1
    shades = [-(-3 * n // most) for n in count]
    out, at = [], 0
    for shade, run in groupby(shades):
        width = len(list(run))
        if shade:
            out.append((at * _QUARTER, (at + width) * _QUARTER, shade))
        at += width
    return out


def _hit(first: int, last: int, shade: int) -> Markup:
    """The darker, the more often; a single call still has its quarter of an hour."""
    x, width = percent(first / _MINUTES), percent((last - first) / _MINUTES)
    return shape("rect", x=x, width=width, height=_HIGH + 2 * _TOP, class_=f"hit d{shade}")


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
