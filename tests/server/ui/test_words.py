"""Dates, clocks and numbers by language; and never a number without its sense."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from farflung.engine.model import Block, WeeklyPattern
from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.ui import words
from farflung.server.ui.reader import Reader, nobody

NOW = datetime(2027, 3, 15, 11, 15, tzinfo=UTC)
LISBON = packaged_zones().zone("Europe/Lisbon")
READER = Reader(NOW, LISBON, "Lisbon")


@pytest.mark.parametrize(
    ("language", "day", "number", "week"),
    [
        ("en", "Sun 28 Mar", "1,234,567", "Mon–Fri 09:00–18:00; Sat 22:00–02:00"),
        ("fr", "dim 28 mars", "1\xa0234\xa0567", "lun–ven 09:00–18:00; sam 22:00–02:00"),
        ("es", "dom 28 mar", "1\xa0234\xa0567", "lun–vie 09:00–18:00; sáb 22:00–02:00"),
        ("ar", "أحد 28 مارس", "1,234,567", "سبت \u206622:00–02:00\u2069; إثنين–جمعة \u206609:00–18:00\u2069"),
    ],
)
def test_each_language_has_its_own_way(language: str, day: str, number: str, week: str) -> None:
    pattern = WeeklyPattern((*WeeklyPattern.daily(540, 1080).blocks, Block(5, 1320, 1560)))
    with translation.override(language):
        assert words.day_text(date(2027, 3, 28), date(2027, 1, 1)) == day
        assert words.count_text(1234567).replace("\u202f", "\xa0") == number
        assert words.pattern_text(pattern) == week


def test_weeks_begin_as_the_language_has_them() -> None:
    first = {}
    for language in ("en", "fr", "es", "ar"):
        with translation.override(language):
            first[language] = words.weekdays()[0]
    assert first == {"en": 0, "fr": 0, "es": 0, "ar": 5}


def test_english_is_no_countrys_english() -> None:
    """Django's own would be 03/28/2027, 2:00 p.m., and weeks from Sunday."""
    with translation.override("en"):
        assert words.long_day_text(date(2027, 3, 28)) == "Sunday 28 March"


def test_another_year_is_said() -> None:
    assert words.day_text(date(2028, 1, 3), date(2027, 12, 30)) == "Mon 3 Jan 2028"


@pytest.mark.parametrize(
    ("hours", "shown", "brief"),
    [
        (0, "11:15", "11:15"),
        (24, "Tue 11:15", "Tue 11:15"),
        (24 * 6, "Sun 11:15", "Sun 11:15"),
        (24 * 7, "Mon 22 Mar 11:15", "Mon 22 Mar"),
        (-24, "Sun 14 Mar 11:15", "Sun 14 Mar"),
    ],
)
def test_a_moment_says_its_day_where_it_is_another(hours: int, shown: str, brief: str) -> None:
    civil = CivilTime.of(NOW + timedelta(hours=hours), LISBON)
    assert words.moment_text(civil, READER.today) == shown
    assert words.moment_text(civil, READER.today, brief=True) == brief


@pytest.mark.parametrize(
    ("minutes", "shown"), [(405, "6 h 45 min"), (45, "45 min"), (120, "2 h"), (0, "0 min"), (-5, "0 min")]
)
def test_lengths(minutes: int, shown: str) -> None:
    assert words.length_text(timedelta(minutes=minutes)) == shown


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Kathmandu", "UTC+5:45"), ("America/St_Johns", "UTC-2:30"), ("Europe/Lisbon", "UTC+0")],
)
def test_offsets_are_for_reading(zone: str, shown: str) -> None:
    assert words.offset_text(packaged_zones().zone(zone), NOW) == shown


def test_a_span_over_midnight_names_the_other_day() -> None:
    assert words.span_text(NOW, NOW + timedelta(hours=14), READER) == "11:15–Tue 01:15"


def test_hours_read_from_left_to_right_among_arabic_letters() -> None:
    """Figures with a dash between them turn round there; the isolate around them holds them."""
    with translation.override("ar"):
        assert words.span_text(NOW, NOW + timedelta(hours=2), READER) == "\u206611:15–13:15\u2069"
        tomorrow = NOW + timedelta(days=1)
        assert (
            words.span_text(tomorrow, tomorrow + timedelta(hours=2), READER)
            == "ثلاثاء \u206611:15–13:15\u2069"
        )


def test_a_date_at_the_end_of_a_sentence_brings_no_second_point() -> None:
    with translation.override("fr"):
        assert words.day_text(date(2027, 4, 16), date(2027, 1, 1)) == "ven 16 avr"


def test_may_is_a_month() -> None:
    """A text of ours that is spelt like a month would take its place."""
    for language, month in (("fr", "mai"), ("es", "mayo"), ("ar", "مايو")):
        with translation.override(language):
            assert month in words.long_day_text(date(2027, 5, 3))


def test_who_has_no_place_gets_utc_and_is_told() -> None:
    assert words.whole(nobody(NOW), NOW) == "Mon 15 Mar 11:15 UTC"
    assert words.whole(READER, NOW) == "Mon 15 Mar 11:15 Lisbon (UTC+0)"


def test_arabic_counts_in_six_ways() -> None:
    with translation.override("ar"):
        assert len({words.people_text(n) for n in (1, 2, 5, 15, 100)}) == 5
