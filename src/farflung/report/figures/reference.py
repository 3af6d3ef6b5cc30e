"""Where a zone is: the reference city of each zone in the IANA database, for places without coordinates."""

import re
from functools import cache
from importlib.resources import files

from farflung.engine.model import Place

_ISO_6709 = re.compile(r"^([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?$")


@cache
def _table() -> dict[str, tuple[float, float]]:
    """Degrees north and east by zone, from `zone.tab` of the packaged database."""
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[2]: _degrees(row[1]) for row in rows}


def _degrees(text: str) -> tuple[float, float]:
    match = _ISO_6709.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not a pair of coordinates in ISO 6709")
    north = _angle(match[1], match[2], match[3], match[4])
    return north, _angle(match[5], match[6], match[7], match[8])


def _angle(sign: str, degrees: str, minutes: str, seconds: str | None) -> float:
    value = int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600
    return -value if sign == "-" else value


def coordinates(place: Place) -> tuple[float, float] | None:
    """Degrees north and east: the place's own, else its zone's reference city, else None."""
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    return _table().get(place.zone)
