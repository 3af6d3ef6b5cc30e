"""How coverage speaks of spans that end on another date."""

from datetime import UTC, datetime

import pytest

from farflung.engine.coverage.words import repeated_text, utc_text
from farflung.engine.time import Span


@pytest.mark.parametrize(
    ("start", "end", "once", "again"),
    [
        ("2027-03-25T14:00", "2027-03-25T15:00", "14:00-15:00Z", "14:00-15:00Z"),
        ("2027-03-25T18:30", "2027-03-26T00:30", "18:30-00:30Z", "18:30-00:30Z"),
        ("2027-03-25T00:00", "2027-03-26T00:00", "00:00-24:00Z", "00:00-24:00Z"),
        ("2027-03-25T22:00", "2027-03-26T21:00", "22:00Z to Fri 26 Mar 21:00Z", "22:00-21:00Z"),
        ("2027-03-26T22:00", "2027-03-29T07:00", "22:00Z to Mon 29 Mar 07:00Z", "Fri 22:00Z to Mon 07:00Z"),
        (
            "2027-12-31T12:00",
            "2028-01-01T06:00",
            "12:00Z to Sat 1 Jan 2028 06:00Z",
            "12:00-06:00Z",
        ),
    ],
)
def test_an_end_on_another_date_is_said(start: str, end: str, once: str, again: str) -> None:
    span = Span(*(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end)))
    assert (utc_text(span), repeated_text(span)) == (once, again)
