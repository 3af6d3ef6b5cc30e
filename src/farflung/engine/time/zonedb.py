"""The zone database: named, versioned, injected; two can be held side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import tzdata

from farflung.engine.time.tzif import TzifError, read_tzif
from farflung.engine.time.zones import Zone


class UnknownZoneError(LookupError):
    """A name that is not in the zone database."""


@dataclass(frozen=True, eq=False)
class ZoneDatabase:
    """Zones by IANA name, from one release of the database.

    `read` returns the TZif bytes of a name (or raises `LookupError`); `names` are all it knows;
    `extra` are zones that files define for themselves (a VTIMEZONE), which win over IANA's.
    """

    version: str
    read: Callable[[str], bytes]
    names: frozenset[str]
    extra: Mapping[str, Zone] = field(default_factory=dict)
    _cache: dict[str, Zone] = field(default_factory=dict, repr=False)

    def __contains__(self, key: object) -> bool:
        return key in self.extra or key in self.names

    def zone(self, key: str) -> Zone:
        """The zone of that name; raises `UnknownZoneError` with close names."""
        if key in self.extra:
            return self.extra[key]
        if key not in self._cache:
            self._cache[key] = self._load(key)
        return self._cache[key]

    def _load(self, key: str) -> Zone:
        if key not in self.names:
            near = get_close_matches(key, sorted(self.names), n=3)
            hint = f"; near it: {', '.join(near)}" if near else ""
            raise UnknownZoneError(f"{key!r} is not a zone of the IANA database {self.version}{hint}")
        try:
            return Zone(key, read_tzif(self.read(key)))
        except TzifError as error:
            raise TzifError(f"zone {key} of {self.version}: {error}") from error

    def with_extra(self, zones: Mapping[str, Zone]) -> "ZoneDatabase":
        """The same database with more file-defined zones."""
        return ZoneDatabase(self.version, self.read, self.names, {**self.extra, **zones})


@cache
def packaged_zones() -> ZoneDatabase:
    """The pinned release from the `tzdata` package, never the machine's own (which may be old)."""
    root = files("tzdata")
    names = (root / "zones").read_text(encoding="utf-8").split()
    zoneinfo = root / "zoneinfo"
    return ZoneDatabase(
        version=tzdata.IANA_VERSION,
        read=lambda key: zoneinfo.joinpath(*key.split("/")).read_bytes(),
        names=frozenset(names),
    )
