"""Wall clocks without the engine: `zoneinfo` walked minute by minute, which answers are held against."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)


@lru_cache(maxsize=64)
def zone(key: str) -> ZoneInfo:
    """From the pinned database: the machine's own may be older."""
    with files("tzdata").joinpath("zoneinfo", *key.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key)


def shown(instant: datetime, key: str) -> datetime:
    """What a clock shows, as a naive date and time: no arithmetic between clocks is done with it."""
    return instant.astimezone(zone(key)).replace(tzinfo=None, fold=0)


@lru_cache(maxsize=4096)
def first(day: date, minute: int, key: str) -> datetime:
    """The first instant at which a clock shows so many minutes after a midnight, or anything later."""
    wanted = datetime.combine(day, time()) + timedelta(minutes=minute)
    at = (wanted - timedelta(hours=26)).replace(tzinfo=UTC)
    while shown(at + QUARTER, key) < wanted:
        at += QUARTER
    while shown(at, key) < wanted:
        at += timedelta(minutes=1)
    return at


def months_later(day: date, number: int) -> date:
    """The same day of the month, or the last one where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def iso(instant: datetime) -> str:
    """As answers write instants."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def quarters(start: datetime, end: datetime) -> set[datetime]:
    """Every quarter of an hour from `start` on and before `end`."""
    return {start + QUARTER * number for number in range((end - start) // QUARTER)}
