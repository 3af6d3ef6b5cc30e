"""Weekly rules by arithmetic are held equal to `dateutil`'s."""

from datetime import UTC, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas.weekly import weekly

MINUTE = timedelta(minutes=1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def moments(first: str, last: str) -> st.SearchStrategy[datetime]:
    """Any minute from one date to another."""
    begin, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    return st.integers(0, (end - begin) // MINUTE).map(lambda minutes: begin + minutes * MINUTE)


@given(
    begin=moments("2019-01-01", "2027-06-01"),
    days=st.lists(st.sampled_from(DAYS), max_size=7),
    interval=st.integers(0, 5),
    first=st.sampled_from(("", *DAYS)),
    until=st.none() | moments("2026-11-01", "2027-09-01"),
    low=moments("2019-01-01", "2027-08-01"),
    length=st.integers(0, 400),
)
def test_the_same_starts_as_the_library(
    begin: datetime,
    days: list[str],
    interval: int,
    first: str,
    until: datetime | None,
    low: datetime,
    length: int,
) -> None:
    high = low + timedelta(days=length)
    parts = [f"BYDAY={','.join(days)}" if days else "", f"INTERVAL={interval}" if interval else ""]
    parts += [f"WKST={first}" if first else "", f"UNTIL={until:%Y%m%dT%H%M%SZ}" if until else ""]
    text = ";".join(["FREQ=WEEKLY", *filter(None, parts)])
    rule = weekly(text, begin)
    assert rule is not None
    assert rule.between(low, high) == rrulestr(text, dtstart=begin).between(low, high, inc=True)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYMONTH=3",
        "FREQ=WEEKLY;BYHOUR=9,10",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=2TU",
    ],
)
def test_other_rules_are_left_to_the_library(text: str) -> None:
    assert weekly(text, datetime(2027, 3, 1, 9, tzinfo=UTC)) is None
