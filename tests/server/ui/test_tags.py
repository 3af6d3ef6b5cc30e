"""Template tags: every time has its zone, every name its own direction, and nothing gets in as markup."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.time import Span, packaged_zones
from farflung.server.ui import pictures
from farflung.server.ui.reader import Reader

NOW = datetime(2027, 3, 15, 11, 15, tzinfo=UTC)
ZONES = packaged_zones()
READER = Reader(NOW, ZONES.zone("Europe/Lisbon"), "Lisbon")
ATTACK = "<script>alert(1)</script>\u202e"


def shown(text: str, **values: Any) -> str:
    return Template(text).render(Context({"reader": READER, "now": NOW, **values}))


def test_a_time_carries_the_readers_place() -> None:
    assert shown("{% time now %}") == (
        '<time datetime="2027-03-15T11:15:00Z" title="Mon 15 Mar 11:15 Lisbon (UTC+0)">11:15</time> '
        '<bdi class="zone">Lisbon</bdi>'
    )
    assert shown("{% time now bare=True %}").endswith(">11:15</time>")


def test_a_time_of_elsewhere_has_the_readers_beside_it() -> None:
    text = shown("{% time now zone=zone place='Taipei' %}", zone=ZONES.zone("Asia/Taipei"))
    assert text.startswith('19:15 <bdi class="zone">Taipei</bdi> <span class="own">(')
    assert ">11:15</time> <bdi>Lisbon</bdi>)" in text


def test_a_time_in_the_readers_own_zone_is_said_once() -> None:
    text = shown("{% time now zone=zone place='Porto' %}", zone=ZONES.zone("Europe/Lisbon"))
    assert text.count("11:15</time>") == 1
    assert text.endswith('<bdi class="zone">Porto</bdi>')


def test_a_span_and_days() -> None:
    assert ">11:15–13:15</span>" in shown("{% span now end bare=True %}", end=NOW + timedelta(hours=2))
    assert shown("{% day d %}", d=date(2027, 3, 28)) == '<time datetime="2027-03-28">Sun 28 Mar</time>'
    late = NOW + timedelta(hours=13)
    assert shown("{% local_day late %}", late=late) == '<time datetime="2027-03-16">Tue 16 Mar</time>'


def test_what_somebodys_clock_shows_is_theirs_and_not_the_readers() -> None:
    text = shown("{% own_clock zone 'Sydney' %}", zone=ZONES.zone("Australia/Sydney"))
    assert text == '<span class="clock">22:15 <bdi>Sydney</bdi></span>'
    west = shown("{% own_clock zone 'Honolulu' %}", zone=ZONES.zone("Pacific/Honolulu"))
    assert west == '<span class="clock">01:15 <bdi>Honolulu</bdi></span>'
    east = shown("{% own_clock zone 'Apia' %}", zone=ZONES.zone("Pacific/Apia"))
    assert east == '<span class="clock">Tue 00:15 <bdi>Apia</bdi></span>'


def test_hours_of_an_ordinary_day_name_no_day() -> None:
    made = shown(
        "{% span then end any_day=True %}", then=NOW - timedelta(days=2), end=NOW - timedelta(hours=46)
    )
    assert made == '<span class="span">11:15–13:15</span> <bdi class="zone">Lisbon</bdi>'


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["Ana"], "<bdi>Ana</bdi>"),
        (["Ana", "Wei"], "<bdi>Ana</bdi> and <bdi>Wei</bdi>"),
        (["Ana", "Wei", "Jack"], "<bdi>Ana</bdi>, <bdi>Wei</bdi> and <bdi>Jack</bdi>"),
        (["Ana", "Wei", "Jack", "Ravi"], "<bdi>Ana</bdi>, <bdi>Wei</bdi> and 2 more"),
    ],
)
def test_names_as_people_say_them(names: list[str], text: str) -> None:
    assert shown("{% names names %}", names=names) == text


@pytest.mark.parametrize(
    "text", ["{% name x %}", "{% names xs %}", "{% own_clock zone x %}", "{% time now zone=zone place=x %}"]
)
def test_no_text_becomes_markup(text: str) -> None:
    made = shown(text, x=ATTACK, xs=[ATTACK, ATTACK], zone=ZONES.zone("Asia/Taipei"))
    assert "<script" not in made
    assert "&lt;script" in made


def test_a_ribbon_and_its_table_escape_what_they_are_given() -> None:
    day = Day(READER.today, READER.zone)
    row = Row(ATTACK, ATTACK, ZONES.zone("Asia/Taipei"), ((Span(NOW, NOW + timedelta(hours=4)), 1.0),))
    table = pictures.ribbon_table([row], day, READER)
    for made in (shown("{% ribbon 'r' row day %}", row=row, day=day), shown("{% behind t %}", t=table)):
        assert "<script" not in made
        assert "\u202e" not in made


def test_a_text_is_never_taken_for_a_picture() -> None:
    with pytest.raises(TypeError, match=r"draw\.markup"):
        pictures.safe("<b>typed by somebody</b>")  # type: ignore[arg-type]


def test_a_ribbon_says_in_the_readers_language_what_it_shows() -> None:
    day = Day(READER.today, READER.zone)
    row = Row("Wei", "Taipei", ZONES.zone("Asia/Taipei"), ((Span(NOW, NOW + timedelta(hours=4)), 1.0),))
    with translation.override("fr"):
        made = shown("{% ribbon 'r' row day %}", row=row, day=day)
    assert "Au travail 11:15–15:15, heure de Lisbon\xa0; 19:15–23:15 à sa propre heure" in made
    assert "At work" not in made


def test_tables_name_their_rows_and_can_be_reached_without_a_pointer() -> None:
    made = shown("{% table t %}", t=Table("Caption", ("A", "B"), (("x", "y"),)))
    assert '<th scope="row"><bdi>x</bdi></th><td><bdi>y</bdi></td>' in made
    assert 'tabindex="0" role="region" aria-label="Caption"' in made


def test_direction_follows_the_language() -> None:
    with translation.override("ar"):
        assert shown("{% direction %}") == "rtl"
    assert shown("{% direction %}") == "ltr"
