"""Daylight behind a ribbon: the sun of one place through one day, as a gradient from night to day."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from farflung.draw.day import Day
from farflung.draw.markup import Markup, joined, percent, shape, tag
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
    at, high, low, east = _course(day)
    heights = sin(radians(latitude)) * high + cos(radians(latitude)) * low * np.cos(radians(longitude) - east)
    # By the sine of the sun's elevation, which grows with it and needs no angle.
    shades = (heights > _DARK).astype(np.int8) + (heights >= _LIGHT)
    turns = np.flatnonzero(np.diff(shades))
    kept = sorted({0, len(shades) - 1, *turns.tolist(), *(turns + 1).tolist()})
    return tuple(_without_flicker([Stop(float(at[n]), _SHADES[shades[n]]) for n in kept]))


@lru_cache(maxsize=256)
def _course(day: Day) -> tuple[NDArray[np.float64], ...]:
    """Through the day: the share of its width; sine and cosine of the sun's latitude; its longitude, radians.

    Kept, as every place of a page asks for the same.
    """
    moments = [day.span.start + n * _STEP for n in range(int(day.span.elapsed / _STEP) + 1)]
    suns = [sun_at(moment) for moment in moments]
    latitudes = np.radians([sun.latitude for sun in suns])
    longitudes = np.radians([sun.longitude for sun in suns])
    return np.array([day.x(moment) for moment in moments]), np.sin(latitudes), np.cos(latitudes), longitudes


_DARK, _LIGHT = sin(radians(CIVIL_TWILIGHT)), sin(radians(_FULL_DAY))
_SHADES = ("night", "dawn", "day")


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
    return tag("linearGradient", _written(stops), id=key)


def light(key: str, day: Day, latitude: float, longitude: float) -> Markup:
    """The light of a day at a place as such a gradient."""
    return tag("linearGradient", _light(day, latitude, longitude), id=key)


@lru_cache(maxsize=8192)
def _light(day: Day, latitude: float, longitude: float) -> Markup:
    return _written(sky(day, latitude, longitude))


def _written(stops: tuple[Stop, ...]) -> Markup:
    return joined(shape("stop", offset=percent(stop.at), class_=f"sky-{stop.shade}") for stop in stops)


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
