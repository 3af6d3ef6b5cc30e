"""Other calendars of people: no time is proposed at which one is busy; what is tentative decides last."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import Busy, Elsewhere, SlotOption, SlotRequest, find_slots, preview, why_not
from farflung.engine.model import Person
from farflung.engine.time import Span, epoch
from farflung.rulepacks import load_packs
from tests.company import days

HOUR = timedelta(hours=1)
TABLE = load_packs().burden_points()
LISBON, PARIS, SYDNEY = "Europe/Lisbon", "Europe/Paris", "Australia/Sydney"
DAY = days("2027-03-17", 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-17T{text}").replace(tzinfo=UTC)


def span(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def people(*zones: str) -> Atlas:
    return Atlas(tuple(Person.simple(zone, zone, 540, 1080) for zone in zones))


def known(busy: dict[str, list[Span]], perhaps: dict[str, list[Span]] | None = None) -> Elsewhere:
    return Elsewhere(*({who: Busy.of(spans) for who, spans in one.items()} for one in (busy, perhaps or {})))


def starts(options: tuple[SlotOption, ...]) -> list[str]:
    return [f"{option.start:%H:%M}" for option in options]


def test_a_time_at_which_somebody_who_must_come_is_busy_is_not_proposed() -> None:
    """What ends as the meeting begins is no obstacle, nor what begins as it ends."""
    atlas = people(LISBON, PARIS)
    plain = SlotRequest((LISBON, PARIS), DAY, HOUR, most=100)
    taken = SlotRequest(
        (LISBON, PARIS), DAY, HOUR, most=100, elsewhere=known({LISBON: [span("10:00", "11:00")]})
    )
    free = set(starts(find_slots(atlas, plain, TABLE).options))
    assert free - set(starts(find_slots(atlas, taken, TABLE).options)) == {"09:30", "10:00", "10:30"}
    assert find_slots(atlas, plain, TABLE).open - find_slots(atlas, taken, TABLE).open == 3


def test_what_is_tentative_decides_only_between_equals() -> None:
    atlas = people(LISBON, PARIS)
    maybe = {LISBON: [span("09:00", "10:30")], PARIS: [span("09:00", "09:30")]}
    asked = SlotRequest((LISBON, PARIS), DAY, HOUR, most=8, elsewhere=known({}, maybe))
    found = find_slots(atlas, asked, TABLE).options
    assert starts(found)[:2] == ["10:30", "11:00"]
    assert found[0].attendance[0].perhaps is False
    everything = {LISBON: [span("09:00", "16:30")]}
    least = SlotRequest((LISBON, PARIS), DAY, HOUR, most=1, elsewhere=known({}, everything))
    (best,) = find_slots(atlas, least, TABLE).options
    assert (starts((best,)), best.worst, best.attendance[0].perhaps) == (["09:00"], 0, True), "and no evening"


def test_who_may_come_is_told_as_busy_and_decides_nothing() -> None:
    atlas = people(LISBON, PARIS)
    taken = known({PARIS: [span("09:00", "10:00")]}, {PARIS: [span("09:30", "10:30")]})
    asked = SlotRequest((LISBON,), DAY, HOUR, optional=(PARIS,), most=4, elsewhere=taken)
    found = find_slots(atlas, asked, TABLE).options
    rows = [option.attendance[1] for option in found]
    assert starts(found) == ["09:00", "09:30", "10:00", "10:30"]
    assert [row.busy for row in rows] == [True, True, False, False]
    assert [row.fits for row in rows] == [False, False, True, True]
    assert [row.perhaps for row in rows] == [False, False, True, False], "nobody is both"
    assert all(row.own for row in rows)
    assert not any(row.off for row in rows)


def test_why_not_says_busy_beside_the_hours_and_nothing_of_hours_that_fit() -> None:
    atlas = people(LISBON, SYDNEY)
    taken = known({LISBON: [span("10:00", "11:00")]}, {SYDNEY: [span("10:30", "12:00")]})
    asked = SlotRequest((LISBON, SYDNEY), DAY, HOUR, acceptable=(480, 1200), elsewhere=taken)
    told = [(one.person, one.kind.value) for one in why_not(atlas, asked, at("10:30"), TABLE)]
    assert told == [
        (LISBON, "busy"), (SYDNEY, "outside the hours asked for"), (SYDNEY, "perhaps busy"),
    ]  # fmt: skip


def test_before_a_busy_time_is_saved_a_free_one_is_better_though_it_costs_the_same() -> None:
    atlas = people(LISBON, PARIS)
    asked = SlotRequest((LISBON, PARIS), DAY, HOUR, elsewhere=known({PARIS: [span("10:00", "11:00")]}))
    shown = preview(atlas, asked, at("10:00"), TABLE)
    assert [row.busy for row in shown.shown.attendance] == [False, True]
    assert "11:00" in starts(shown.better)


MINUTES = st.integers(0, 1380).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 1440)))


@settings(max_examples=60)
@given(st.lists(MINUTES, max_size=8), st.integers(0, 1380), st.integers(5, 60))
def test_busy_is_what_shares_time_with_the_meeting(
    taken: list[tuple[int, int]], start: int, minutes: int
) -> None:
    low, minute = DAY.start, timedelta(minutes=1)
    spans = [Span(low + a * minute, low + b * minute) for a, b in taken]
    meeting = Span(low + start * minute, low + (start + minutes) * minute)
    shared = any(one.overlaps(meeting) for one in spans)
    assert known({LISBON: spans}).at(LISBON, meeting) == (shared, False)
    assert known({}, {LISBON: spans}).at(LISBON, meeting) == (False, shared)
    assert known({LISBON: spans}).at(PARIS, meeting) == (False, False)
    starts = np.array([epoch(meeting.start)], np.int64)
    assert (
        known({}, {LISBON: spans, PARIS: spans}).doubtful((LISBON, PARIS), starts, minutes * 60) == 2 * shared
    )
