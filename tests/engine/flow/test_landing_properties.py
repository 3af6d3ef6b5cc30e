"""What always holds of landings: never before the posting, never earlier for posting later, never in rest."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.presence import HORIZON, NoWorkingTimeError
from farflung.engine.flow import Landing, Message, Mode, Urgency, landings
from farflung.engine.model import Absence, Person, RestWindow
from farflung.engine.time import Span
from tests.engine.flow.minutes import by_minute
from tests.engine.flow.people import modes
from tests.engine.strategies import atlases

rests = st.none() | st.builds(
    lambda start, length: RestWindow(start, start + length), st.integers(0, 1439), st.integers(1, 1000)
)
Drawn = tuple[Atlas, Person, Span]


def lived(drawn: Drawn, rest: RestWindow | None) -> tuple[Atlas, Person, Span]:
    """The drawn person with a rest window."""
    atlas, person, window = drawn
    rested = replace(person, rest=rest)
    return atlas.with_(people=(rested,)), rested, window


def posted(person: Person, window: Span, minutes: list[int], urgency: Urgency) -> list[Message]:
    """Messages so many minutes after the beginning of a window, in order."""
    return [Message(person.id, window.start + timedelta(minutes=m), urgency) for m in sorted(minutes)]


times = st.lists(st.integers(0, 20 * 1440), min_size=2, max_size=8)


@given(atlases(step=5), rests, times, st.sampled_from(Mode), st.sampled_from(Urgency))
def test_a_message_never_lands_before_it_is_posted_nor_earlier_for_being_posted_later(
    drawn: Drawn, rest: RestWindow | None, minutes: list[int], mode: Mode, urgency: Urgency
) -> None:
    atlas, person, window = lived(drawn, rest)
    found = landings(atlas, posted(person, window, minutes, urgency), modes(mode))
    known = [item.at for item in found if item.at is not None]
    assert known == sorted(known)
    for item in found:
        assert item.at is None or item.message.posted <= item.at < item.message.posted + HORIZON
        assert (item.held_by.value == "nothing") is item.now
        assert item.local == (None if item.at is None else atlas.local(person, item.at))


@given(atlases(step=5), rests, times, st.sampled_from(Mode))
def test_it_lands_at_the_first_minute_that_is_open_and_in_no_rest(
    drawn: Drawn, rest: RestWindow | None, minutes: list[int], mode: Mode
) -> None:
    atlas, person, window = lived(drawn, rest)
    long = Span(window.start, window.start + timedelta(days=28))
    shown = by_minute(atlas, person, long, mode, {})
    for item in landings(atlas, posted(person, window, minutes, Urgency.ORDINARY), modes(mode)):
        expected = shown.first(item.message.posted, urgent=False)
        assert item.at == expected or (expected is None and _beyond(item, long.end))
        assert expected is None or not shown.rest_time[shown.number(expected)]


def _beyond(item: Landing, end: datetime) -> bool:
    return item.at is None or item.at >= end


@given(
    atlases(step=5),
    st.lists(st.tuples(st.integers(-5, 300), st.integers(0, 200)), min_size=1, max_size=3),
    st.sampled_from([0, 1, 720, 1440]),
    times,
)
def test_months_of_leave_end_where_the_next_work_begins(
    drawn: Drawn, leaves: list[tuple[int, int]], until: int, minutes: list[int]
) -> None:
    """Without a rest window held messages land at the next work, which the Atlas looks for in its own way."""
    atlas, person, window = lived(drawn, None)
    first = window.start.date()
    long = tuple(
        Absence(person.id, first + timedelta(days=start), first + timedelta(days=start + length), 0, until)
        for start, length in leaves
    )
    atlas = atlas.with_(absences=(*atlas.absences, *long))
    for item in landings(atlas, posted(person, window, minutes, Urgency.ORDINARY), modes()):
        try:
            expected = atlas.next_working(person, item.message.posted)
        except NoWorkingTimeError:
            assert item.at is None
        else:
            assert item.at == expected


@given(atlases(step=5), rests, times)
def test_a_stricter_mode_never_lands_anything_sooner(
    drawn: Drawn, rest: RestWindow | None, minutes: list[int]
) -> None:
    atlas, person, window = lived(drawn, rest)
    messages = posted(person, window, minutes, Urgency.ORDINARY)
    free, mute, hold = (landings(atlas, messages, modes(mode)) for mode in (Mode.FREE, Mode.MUTE, Mode.HOLD))
    for one, two, three in zip(free, mute, hold, strict=True):
        assert one.at == two.at
        assert three.at is None or (two.at is not None and two.at <= three.at)
        assert not one.muted
        assert not three.muted
