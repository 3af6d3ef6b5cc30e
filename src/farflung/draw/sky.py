"""Daylight behind a ribbon: the sun of one place through one day, as a gradient from night to day."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from farflung.draw.day import Day
from farflung.draw.markup import Markup, percent, shape, tag
from farflung.draw.sun import CIVIL_TWILIGHT, SUNRISE, elevation, sun_at

_STEP = timedelta(minutes=10)
_FULL_DAY = 10.0
"""The sun this high gives the light that people call day."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A turn of the light: share of the day's width, and the shade there (night, dawn or day)."""

    at: float
    shade: str


@lru_cache(maxsize=2048)
def sky(day: Day, latitude: float, longitude: float) -> tuple[Stop, ...]:
    """The turns of the light at a place through the day, first to last; at least two."""
    moments = [day.span.start + n * _STEP for n in range(int(day.span.elapsed / _STEP) + 1)]
    shades = [(day.x(t), _shade(elevation(sun_at(t), latitude, longitude))) for t in moments]
    kept = [
        Stop(at, shade)
        for i, (at, shade) in enumerate(shades)
        if i in (0, len(shades) - 1) or shades[i - 1][1] != shade or shades[i + 1][1] != shade
    ]
    return tuple(_without_flicker(kept))


def _shade(height: float) -> str:
    if height <= CIVIL_TWILIGHT:
        return "night"
    return "dawn" if height < _FULL_DAY else "day"


def _without_flicker(stops: list[Stop]) -> list[Stop]:
    """Dawn is a passage, so it is one stop in the middle of its time, not two at its edges."""
    out: list[Stop] = []
    for stop in stops:
        last = out[-1] if out else None
        if last and last.shade == stop.shade == "dawn":
            out[-1] = Stop((last.at + stop.at) / 2, "dawn")
        else:
            out.append(stop)
    return out


def gradient(key: str, stops: tuple[Stop, ...]) -> Markup:
    """The stops as an SVG gradient from left to right."""
    return tag(
        "linearGradient",
        *(shape("stop", offset=percent(stop.at), class_=f"sky-{stop.shade}") for stop in stops),
        id=key,
    )


def daylight(day: Day, latitude: float, longitude: float) -> str:
    """Sunrise and sunset in the day's own clock, in words, to the minute."""
    up = [
        elevation(sun_at(day.span.start + timedelta(minutes=n)), latitude, longitude) > SUNRISE
        for n in range(int(day.span.elapsed / timedelta(minutes=1)) + 1)
    ]
    turns = [n for n in range(1, len(up)) if up[n] != up[n - 1]]
    if not turns:
        return "the sun does not set" if up[0] else "the sun does not rise"
    words = (
        f"{'sunrise' if up[n] else 'sunset'} {day.clock(day.span.start + timedelta(minutes=n))}"
        for n in turns
    )
    return ", ".join(words)
