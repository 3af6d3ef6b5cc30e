"""Which IANA zone a TZID means, by its name alone.

Calendar programs write IANA names, Windows names, and both behind prefixes of their own. A name that
is merely *like* one (a display name, an offset, "Customized Time Zone") means nothing, and says so:
a guess here would move a meeting by hours.
"""

from farflung.engine.time import ZoneDatabase
from farflung.intake.ics.library import windows_zones

# What Outlook on the web and older Outlooks write besides their Windows names.
_MICROSOFT = {
    "tzone://microsoft/utc": "UTC",
    "coordinated universal time": "UTC",
    "utc": "UTC",
    "z": "UTC",
}


def named_zone(tzid: str, zones: ZoneDatabase) -> str | None:
    """The IANA key that a TZID names, or None where it names none.

    Understands any letter case, spaces for underscores, deprecated names (the database links them), and
    prefixes such as `/freeassociation.sourceforge.net/Tzfile/Europe/London` or `/citadel.org/20190914_1/`.
    """
    plain = tzid.strip().strip('"').strip()
    if not plain:
        return None
    known = _MICROSOFT.get(plain.casefold()) or _iana(plain, zones)
    if known or "://" in plain:
        return known
    return _windows(plain, zones) or _after_prefix(plain, zones)


def _iana(name: str, zones: ZoneDatabase) -> str | None:
    if name in zones.names:
        return name
    return _by_folded_name(zones).get(name.replace(" ", "_").casefold())


def _windows(name: str, zones: ZoneDatabase) -> str | None:
    key = windows_zones().get(name.casefold())
    return key if key in zones.names else None


def _after_prefix(name: str, zones: ZoneDatabase) -> str | None:
    """The longest ending of a path that is a zone; a single word only behind a global prefix ("/...")."""
    parts = [part for part in name.split("/") if part]
    fewest = 1 if name.startswith("/") else 2
    for length in range(min(3, len(parts) - 1), fewest - 1, -1):
        found = _iana("/".join(parts[-length:]), zones)
        if found:
            return found
    return None


_FOLDED: dict[str, dict[str, str]] = {}


def _by_folded_name(zones: ZoneDatabase) -> dict[str, str]:
    """Names in lower case, built once for each release of the database."""
    if zones.version not in _FOLDED:
        _FOLDED[zones.version] = {name.casefold(): name for name in sorted(zones.names)}
    return _FOLDED[zones.version]
