"""What a zone column says: a zone, a name for a clock, an abbreviation, or only an offset."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from farflung.intake.gazetteer.fold import fold
from farflung.intake.gazetteer.tables import Tables, Zone

ZoneKind = Literal["zone", "alias", "label", "abbreviation", "utc", "offset", "unknown"]

_OFFSET: Final = re.compile(
    r"(?P<etc>etc/)?(?P<base>utc|gmt|z)?\s*(?P<sign>[+\-−–±])\s*(?P<hours>\d{1,2})"
    r"(?::?(?P<minutes>[0-5]\d)|[.,](?P<part>\d{1,2}))?\s*(?:h|hrs?|hours?)?",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"\(?\s*(?:utc|gmt)\s*(?P<offset>[+\-−–±]\s*\d{1,2}(?::?[0-5]\d)?)?\s*\)?\s*", re.IGNORECASE
)
_AFTER: Final = re.compile(r"\s*\(?\s*(?:utc|gmt)\s*[+\-−–±]\s*\d{1,2}(?::?[0-5]\d)?\s*\)?$", re.IGNORECASE)
_UTC: Final = frozenset(
    name.strip()
    for name in (
        "utc, gmt, uct, zulu, z, universal, greenwich, gmt0, etc utc, etc gmt, etc uct, etc zulu, etc "
        "universal, etc greenwich, etc gmt0, coordinated universal time, universal time, universal time "
        "coordinated, greenwich mean time"
    ).split(",")
)
# IANA keeps these as names, but people mean the abbreviation, which several clocks share.
_NOT_ALIASES: Final = frozenset({"est", "mst", "hst", "cet", "eet", "wet", "met"})
_GMT: Final = frozenset({"gmt", "greenwich mean time"})
_LARGEST_OFFSET: Final = 14 * 60
UTC_ZONE: Final = "Etc/UTC"


@dataclass(frozen=True, slots=True)
class ZoneClue:
    """What a zone cell says.

    `zones` are the ones it can mean, likeliest first; `offset` is in minutes east of UTC where one is named;
    `clocks` are those of the zones, as `Zone.clock`; `territories` are a Windows zone's own zones by country.
    """

    text: str
    kind: ZoneKind
    zones: tuple[str, ...] = ()
    clocks: frozenset[str] = frozenset()
    offset: int | None = None
    reversed_sign: bool = False
    territories: tuple[tuple[str, str], ...] = ()

    @property
    def exact(self) -> bool:
        """True where the text names one zone of the database."""
        return self.kind in {"zone", "alias"}

    def accepts(self, zone: Zone) -> bool:
        """Tell whether somebody in *zone* could have written this."""
        if self.kind == "offset":
            return self.offset in {zone.january, zone.july}
        if self.kind == "utc":
            return zone.january == zone.july == 0 or zone.clock in self.clocks
        return (
            self.kind == "unknown"
            or zone.clock in self.clocks
            or (zone.country, zone.name) in self.territories
        )


@lru_cache(maxsize=4096)
def read_zone(text: str, tables: Tables) -> ZoneClue:
    """Return what *text* says; kind `unknown` where nothing fits. Never raises."""
    text = text.strip()
    plain = _plain(text, tables)
    if plain is not None:
        return plain
    for piece in _pieces(text):
        found = _plain(piece, tables)
        if found is not None and found.kind not in {"offset", "utc"}:
            return replace(found, text=text)
    return ZoneClue(text, "unknown", offset=_offset_before(text))


def read_offset(text: str) -> int | None:
    """Return the minutes east of UTC that *text* names, or None. "Etc/GMT+5" is west of it."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        return None
    minutes = int(match["minutes"] or 0) or round(float(f"0.{match['part'] or 0}") * 60)
    total = int(match["hours"]) * 60 + minutes
    west = match["sign"] in "-−–"
    return _within(-total if west != bool(match["etc"]) else total)


def _within(minutes: int) -> int | None:
    return minutes if abs(minutes) <= _LARGEST_OFFSET else None


def _plain(text: str, tables: Tables) -> ZoneClue | None:
    offset = read_offset(text)
    if offset is not None:
        return ZoneClue(text, "offset", offset=offset, reversed_sign=text.lower().startswith("etc/"))
    key = fold(text)
    if key in _UTC:
        # In winter London writes GMT as well.
        clocks = _clocks(tables.abbreviations.get("GMT", ()), tables) if key in _GMT else frozenset()
        return ZoneClue(text, "utc", clocks=clocks, offset=0)
    return _named(text, key, tables)


def _named(text: str, key: str, tables: Tables) -> ZoneClue | None:
    if key in tables.zone_names and key not in _NOT_ALIASES:
        zone = tables.zone_names[key]
        kind: ZoneKind = "zone" if fold(zone) == key else "alias"
        return ZoneClue(text, kind, (zone,), _clocks((zone,), tables))
    if key.upper() in tables.abbreviations:
        zones = tables.abbreviations[key.upper()]
        return ZoneClue(text, "abbreviation", zones, _clocks(zones, tables))
    if key in tables.labels:
        zones = tables.labels[key]
        territories = tuple(tables.windows.get(key, {}).items())
        return ZoneClue(text, "label", zones, _clocks(zones, tables), territories=territories)
    return None


def _pieces(text: str) -> list[str]:
    """Return the parts of "(GMT-05:00) Eastern Time - New York" that are worth trying alone."""
    bare = _AFTER.sub("", _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text).strip()
    inside = re.findall(r"\(([^()]*)\)", bare)
    outside = re.sub(r"\([^()]*\)", " ", bare).strip()
    parts = [part.strip() for part in re.split(r"\s[-–—]\s", outside)]
    return [piece for piece in (bare, outside, *reversed(parts), *inside) if piece and piece != text]


def _offset_before(text: str) -> int | None:
    match = _BEFORE.match(text)
    return read_offset(match["offset"]) if match and match["offset"] else None


def without_offset(text: str) -> str:
    """Return *text* without "(UTC+01:00)" before or after it."""
    return _AFTER.sub("", _BEFORE.sub("", text, count=1)).strip()


def _clocks(zones: tuple[str, ...], tables: Tables) -> frozenset[str]:
    return frozenset(tables.zones[name].clock for name in zones)
