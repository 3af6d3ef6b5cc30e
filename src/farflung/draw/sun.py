"""Where the sun stands: enough for daylight on a ribbon and the edge of night on a map.

The formulas are those of the NOAA Global Monitoring Laboratory's solar calculator
(https://gml.noaa.gov/grad/solcalc/calcdetails.html), after Jean Meeus, *Astronomical Algorithms*. They
hold to about 0.01 degrees between 1900 and 2100; refraction is left to the caller's choice of elevation.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin, tan

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_CENTURY = timedelta(days=36525)
_MINUTE = timedelta(minutes=1)

SUNRISE = -0.833
"""Elevation of the sun's centre at sunrise and sunset: half a disc and the usual refraction."""

CIVIL_TWILIGHT = -6.0
"""Below this it is dark enough to need a lamp outside."""


@dataclass(frozen=True, slots=True)
class Sun:
    """The point of the Earth under the sun, degrees north and east."""

    latitude: float
    longitude: float


@lru_cache(maxsize=2048)
def sun_at(instant: datetime) -> Sun:
    """The subsolar point at an instant; kept, as every ribbon of a page asks for the same ones."""
    century = (instant - _J2000) / _CENTURY
    declination, equation = _declination_and_equation(century)
    moment = instant.astimezone(UTC)
    minutes = (moment - moment.replace(hour=0, minute=0, second=0, microsecond=0)) / _MINUTE
    east = (720 - minutes - equation) / 4
    return Sun(declination, (east + 180) % 360 - 180)


def elevation(sun: Sun, latitude: float, longitude: float) -> float:
    """Degrees of the sun above the horizon of a place (negative: below)."""
    here, there, hour = radians(latitude), radians(sun.latitude), radians(longitude - sun.longitude)
    return degrees(asin(sin(here) * sin(there) + cos(here) * cos(there) * cos(hour)))


def circle(sun: Sun, height: float, points: int = 120) -> tuple[tuple[float, float], ...]:
    """(longitude, latitude) pairs round the places that see the sun at `height`, longitudes unwrapped.

    They run once round the antisolar point; the last repeats the first, a full turn further on where
    the dark side holds a pole.
    """
    centre = (radians(-sun.latitude), radians(sun.longitude + 180))
    ring = [_destination(*centre, radians(90 + height), radians(360 * n / points)) for n in range(points + 1)]
    return tuple(_unwrapped(ring))


def _unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for east, north in ring:
        near = out[-1][0] if out else east
        out.append((east - 360 * round((east - near) / 360), north))
    return out


def _destination(north: float, east: float, distance: float, bearing: float) -> tuple[float, float]:
    """(longitude, latitude) in degrees of where a great circle from a point leads; all given in radians."""
    latitude = asin(sin(north) * cos(distance) + cos(north) * sin(distance) * cos(bearing))
    turn = atan2(sin(bearing) * sin(distance) * cos(north), cos(distance) - sin(north) * sin(latitude))
    return degrees(east + turn), degrees(latitude)


def _declination_and_equation(t: float) -> tuple[float, float]:
    """Declination in degrees and equation of time in minutes, `t` Julian centuries after J2000."""
    mean_longitude = radians((280.46646 + t * (36000.76983 + t * 0.0003032)) % 360)
    anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    tilt = _tilt(t)
    apparent = _apparent_longitude(t, mean_longitude, anomaly)
    declination = degrees(asin(sin(tilt) * sin(apparent)))
    y = tan(tilt / 2) ** 2
    equation = 4 * degrees(
        y * sin(2 * mean_longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean_longitude)
        - 0.5 * y * y * sin(4 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    )
    return declination, equation


def _tilt(t: float) -> float:
    seconds = 21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))
    mean = 23 + (26 + seconds / 60) / 60
    return radians(mean + 0.00256 * cos(radians(125.04 - 1934.136 * t)))


def _apparent_longitude(t: float, mean_longitude: float, anomaly: float) -> float:
    centre = (
        sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + sin(3 * anomaly) * 0.000289
    )
    true = degrees(mean_longitude) + centre
    return radians(true - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t)))
