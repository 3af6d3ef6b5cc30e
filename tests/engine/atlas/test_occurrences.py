"""Occurrences of a window are the same whether or not a wider one was asked for before."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas, expand
from farflung.engine.model import Override, Person, Recurrence, Shift
from farflung.engine.time import CivilTime, Span, packaged_zones
from tests.engine.strategies import instants, zone_names

RULES = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1FR", None)


@st.composite
def recurrences(draw: st.DrawFn) -> tuple[Recurrence, datetime]:
    """A recurrence with one date left out and one moved by up to a fortnight, and when it begins."""
    zone = packaged_zones().zone(draw(zone_names))
    begin = draw(instants)
    start = CivilTime.of(begin, zone)
    plain = Recurrence(start, draw(st.integers(0, 2880)), draw(st.sampled_from(RULES)))
    made = expand(plain, Span(begin, begin + timedelta(days=60)), packaged_zones())
    if len(made) < 3:
        return plain, begin
    at = made[1].start + timedelta(hours=draw(st.integers(-336, 336)))
    moved = Override(made[1].civil, at, at + timedelta(hours=1))
    return Recurrence(
        start, plain.end_minutes, plain.rule, excluded=(made[2].civil,), overrides=(moved,)
    ), begin


@given(recurrences(), st.integers(-48, 900), st.integers(1, 400))
def test_a_window_inside_a_wider_one(drawn: tuple[Recurrence, datetime], first: int, hours: int) -> None:
    recurrence, begin = drawn
    atlas = Atlas((Person.simple("p", "UTC", 540, 1020),))
    start = begin + timedelta(hours=first)
    inner = Span(start, start + timedelta(hours=hours))
    shift = Shift("Duty", "p", recurrence)
    atlas.occurrences(shift, Span(begin - timedelta(days=9), begin + timedelta(days=70)))
    assert atlas.occurrences(shift, inner) == expand(recurrence, inner, packaged_zones())


def test_a_window_that_reaches_beyond_is_expanded_by_itself() -> None:
    monday = CivilTime.of(datetime(2027, 3, 1, 9, tzinfo=UTC), packaged_zones().zone("UTC"))
    shift = Shift("Duty", "p", Recurrence(monday, 60, "FREQ=DAILY"))
    atlas = Atlas((Person.simple("p", "UTC", 540, 1020),))
    days = [Span(datetime(2027, 3, n, tzinfo=UTC), datetime(2027, 3, n + 2, tzinfo=UTC)) for n in (1, 2)]
    assert [len(atlas.occurrences(shift, span)) for span in days] == [2, 2]
