"""Hours as people write them."""

import pytest

from farflung.engine.model import RestWindow
from farflung.intake.hours import HoursError, read_hours, read_rest, says_nothing
from farflung.intake.weekdays import EVERY_DAY, MONDAY_TO_FRIDAY, read_weekdays


def blocks(text: str) -> list[str]:
    """The blocks of a text, on Monday to Friday where it names no days."""
    return [str(block) for block in read_hours(text).pattern(MONDAY_TO_FRIDAY).blocks]


def weekday_blocks(hours: str) -> list[str]:
    return [f"{day} {hours}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri")]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("09-18", "09:00-18:00"),
        ("9:00–17:30", "09:00-17:30"),
        ("09:00 - 18:00", "09:00-18:00"),
        ("0900-1800", "09:00-18:00"),
        ("9am-5pm", "09:00-17:00"),
        ("9-5pm", "09:00-17:00"),
        ("2-10pm", "14:00-22:00"),
        ("12-8pm", "12:00-20:00"),
        ("9:30 AM to 6 PM", "09:30-18:00"),
        ("09.00 bis 17.30 Uhr", "09:00-17:30"),
        ("9h à 18h30", "09:00-18:30"),
        ("09:00 a 18:00", "09:00-18:00"),
        ("L-V 9 a 18", "09:00-18:00"),
        ("lun a vie 9:00-18:00", "09:00-18:00"),
        ("9 a.m. - 5 p.m.", "09:00-17:00"),
        ("22:00-06:00", "22:00-06:00"),
        ("18-02", "18:00-02:00"),
        ("12-24", "12:00-24:00"),
        ("0-8:30", "00:00-08:30"),
        ("Mon-Fri 9-18", "09:00-18:00"),
        ("9-18 Mon-Fri", "09:00-18:00"),
        ("Weekdays, 09:00-18:00 local time", "09:00-18:00"),
        ("Mo-Fr 9-18", "09:00-18:00"),
    ],
)
def test_one_span(text: str, hours: str) -> None:
    assert blocks(text) == weekday_blocks(hours)


def test_different_days() -> None:
    assert blocks("Mon-Thu 9-18; Fri 9-13") == [*weekday_blocks("09:00-18:00")[:4], "Fri 09:00-13:00"]
    assert blocks("Mon-Thu 9-18, Fri 9-13") == blocks("9-18 Mon-Thu; 9-13 Fri")
    assert blocks("Mon, Wed, Fri 9-17") == ["Mon 09:00-17:00", "Wed 09:00-17:00", "Fri 09:00-17:00"]
    assert blocks("Mon/Wed 9-17") == ["Mon 09:00-17:00", "Wed 09:00-17:00"]


def test_several_blocks_a_day() -> None:
    assert blocks("Tue 9-12, 13-18") == ["Tue 09:00-12:00", "Tue 13:00-18:00"]
    assert blocks("Tue: 21:00-03:00; 9-12") == ["Tue 09:00-12:00", "Tue 21:00-03:00"]


def test_every_day() -> None:
    assert read_hours("14-22 daily").ranges == ((EVERY_DAY, 840, 1320),)
    assert read_hours("daily 14-22").ranges == ((EVERY_DAY, 840, 1320),)
    assert read_hours("24/7").ranges == ((EVERY_DAY, 0, 1440),)


@pytest.mark.parametrize("text", ["14-22 UTC", "14:00–22:00Z", "14:00Z-22:00Z", "UTC 14-22"])
def test_hours_in_utc(text: str) -> None:
    hours = read_hours(text)
    assert (hours.zone, hours.ranges) == ("UTC", ((None, 840, 1320),))


def test_hours_with_a_zone() -> None:
    assert read_hours("Mon-Thu 09-18 America/Argentina/Buenos_Aires").zone == "America/Argentina/Buenos_Aires"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9-5", "20 hours"),
        ("09-17 EST", "no one zone"),
        ("09-17 GMT", "no one zone"),
        ("09-17 UTC+2", "no one zone"),
        ("40", "no hours"),
        ("mornings 9-12", "neither a day nor a time"),
        ("9-25", "not a time of day"),
        ("13pm-15", "not a time of day"),
        ("09:75-12", "not a time of day"),
        ("Mon-Thu 9-18 Fri", "before or after"),
    ],
)
def test_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(HoursError, match=why) as caught:
        read_hours(text)
    assert caught.value.remedy


def test_nine_to_five_is_offered_as_an_office_day() -> None:
    with pytest.raises(HoursError) as caught:
        read_hours("9-5")
    assert "09:00-17:00" in caught.value.remedy


def test_rest_window() -> None:
    assert read_rest("22:00-07:00") == RestWindow(22 * 60, 31 * 60)
    with pytest.raises(HoursError):
        read_rest("Mon 22-07")


@pytest.mark.parametrize("text", ["", " ", "flexible", "n/a", "-", "TBD"])
def test_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sun-Thu", {6, 0, 1, 2, 3}),
        ("Sunday to Thursday", {6, 0, 1, 2, 3}),
        ("Fri-Mon", {4, 5, 6, 0}),
        ("Mo, Mi, Fr", {0, 2, 4}),
        ("Lundi–Vendredi", {0, 1, 2, 3, 4}),
        ("1-5", {0, 1, 2, 3, 4}),
        ("MTWTF", {0, 1, 2, 3, 4}),
        ("daily", set(range(7))),
        ("Fri & Sat", {4, 5}),
        ("sometimes", None),
        ("", None),
    ],
)
def test_weekdays(text: str, days: set[int] | None) -> None:
    assert read_weekdays(text) == (None if days is None else frozenset(days))


@pytest.mark.parametrize(
    "text", ["Mon-Thu 09:00-18:00; Fri 09:00-13:00", "Sat-Sun 22:00-06:00", "Mon-Sun 00:00-24:00"]
)
def test_T15_unchanged_hours_saved_ten_times_are_byte_identical(text: str) -> None:
    """Floating local time has no date to shift: no clock change can move what is saved and read again."""
    saved = str(read_hours(text).pattern(MONDAY_TO_FRIDAY))
    written = [saved]
    for _ in range(10):
        written.append(str(read_hours(written[-1]).pattern(MONDAY_TO_FRIDAY)))
    assert set(written) == {saved}
