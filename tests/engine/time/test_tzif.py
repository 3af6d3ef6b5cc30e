"""The zone reader is held equal to the standard library's, for every zone of the pinned release."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from farflung.engine.time import Span, UnknownZoneError, packaged_zones
from farflung.engine.time.tzif import TzifError, read_tzif

ZONES = packaged_zones()
ZONES_ROOT = files("tzdata") / "zoneinfo"
YEARS = Span(datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))


def packaged(key: str) -> ZoneInfo:
    """The same release through `zoneinfo`, not the machine's own."""
    with ZONES_ROOT.joinpath(*key.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key)


def test_every_zone_changes_when_zoneinfo_says_it_does() -> None:
    for key in sorted(ZONES.names):
        zone, peer = ZONES.zone(key), packaged(key)
        moments = [t.instant + timedelta(seconds=s) for t in zone.transitions(YEARS) for s in (-1, 0)]
        moments += [YEARS.start + timedelta(days=97.3 * n) for n in range(360)]
        wrong = [m for m in moments if m.astimezone(peer).utcoffset() != zone.utc_offset(m)]
        assert not wrong, f"{key}: {wrong[:3]}"


def test_transitions_say_how_far_clocks_move() -> None:
    window = Span(datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    spring, autumn = ZONES.zone("Europe/Warsaw").transitions(window)
    assert (spring.instant, spring.shift) == (datetime(2027, 3, 28, 1, tzinfo=UTC), timedelta(hours=1))
    assert (autumn.instant, autumn.shift) == (datetime(2027, 10, 31, 1, tzinfo=UTC), timedelta(hours=-1))
    assert list(ZONES.zone("America/Sao_Paulo").transitions(window)) == []


def test_the_version_is_the_pinned_one() -> None:
    assert ZONES.version[:2] == "20"
    assert "Europe/Lisbon" in ZONES
    assert "Mars/Olympus" not in ZONES


def test_an_unknown_zone_names_its_neighbours() -> None:
    with pytest.raises(UnknownZoneError, match="Europe/Lisbon"):
        ZONES.zone("Europe/Lisboa")


@pytest.mark.parametrize("data", [b"", b"TZif", b"PK\x03\x04" + b"\0" * 60, b"TZif\0" + b"\0" * 60])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(TzifError):
        read_tzif(data)
