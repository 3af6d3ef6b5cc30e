"""Markets: the promise of a local week, a language and a licence; who can take a customer now."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import (
    Cell,
    kept,
    levels,
    near_misses,
    next_taker,
    outlooks,
    rule_of,
    takers,
    worst_cell,
)
from farflung.engine.model import Absence, Market, Person, WeeklyPattern
from farflung.engine.time import Span, UnknownZoneError
from tests.company import days
from tests.engine.coverage.rosters import daily
from tests.engine.coverage.test_properties import teams, windows

HOUR = timedelta(hours=1)
BRAZIL = Market(
    "Brazil",
    "America/Sao_Paulo",
    WeeklyPattern.daily(8 * 60, 20 * 60, range(6)),
    languages=frozenset({"Portuguese"}),
    licences=frozenset({"payments"}),
)


def knowing(person: Person, *languages: str, skills: tuple[str, ...] = ("payments",)) -> Person:
    return replace(person, languages=frozenset(languages), skills=frozenset(skills))


RAFAEL = knowing(Person.simple("Rafael", "America/Sao_Paulo", 540, 1200), "Portuguese", "English")
KASIA = knowing(Person.simple("Kasia", "Europe/Warsaw", 480, 1020), "Polish", "English")
ANA = knowing(Person.simple("Ana", "Europe/Lisbon", 540, 1080), "Portuguese", skills=())
PEOPLE = Atlas((RAFAEL, KASIA, ANA))


def at(text: str, hours: float = 4) -> Span:
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return Span(start, start + hours * HOUR)


def test_S3_a_promise_is_kept_by_those_with_language_and_licence() -> None:
    found = levels(rule_of(BRAZIL), PEOPLE, days("2027-03-01", 7))
    # Six days of 12 h are promised; Rafael is there on five from 09 to 20.
    assert (found.demanded, kept(found)) == (72 * HOUR, 55 * HOUR)
    everybody = rule_of(replace(BRAZIL, languages=frozenset(), licences=frozenset()))
    # Who speaks nothing of it would be there from 08:00 in São Paulo on.
    assert kept(levels(everybody, PEOPLE, days("2027-03-01", 7))) == 60 * HOUR


def test_S3_one_of_several_languages_is_enough() -> None:
    either = rule_of(replace(BRAZIL, languages=frozenset(), speaks=frozenset({"polish", "Portuguese"})))
    found = levels(either, PEOPLE, days("2027-03-01", 1))
    assert {person for level in found.levels for person in level.people} == {"Rafael", "Kasia"}
    nobody = rule_of(replace(BRAZIL, languages=frozenset(), speaks=frozenset({"Thai"})))
    assert kept(levels(nobody, PEOPLE, days("2027-03-01", 1))) == timedelta()


def test_S3_the_worst_hours_of_the_local_week() -> None:
    found = levels(rule_of(BRAZIL), PEOPLE, days("2027-03-01", 28))
    # 08-09 is missed on each of six days, but all of Saturday besides.
    assert worst_cell(found, BRAZIL, PEOPLE.zones) == Cell(5, 8, 20, 48 * HOUR, 48 * HOUR)
    weekdays = replace(BRAZIL, hours=WeeklyPattern.daily(8 * 60, 20 * 60))
    early = levels(rule_of(weekdays), PEOPLE, days("2027-03-01", 28))
    assert worst_cell(early, weekdays, PEOPLE.zones) == Cell(0, 8, 9, 4 * HOUR, 4 * HOUR)
    short = replace(BRAZIL, hours=WeeklyPattern.daily(9 * 60, 20 * 60))
    assert worst_cell(levels(rule_of(short), PEOPLE, days("2027-03-01", 28)), short, PEOPLE.zones) is None


def test_S3_markets_are_outlooks_beside_the_rules() -> None:
    atlas = replace(PEOPLE, shifts=(daily("Phone", "Kasia", 9, 17),), markets=(BRAZIL,))
    found = list(outlooks(atlas, days("2027-03-01", 7)))
    assert [(o.name, o.market) for o in found] == [("Brazil", BRAZIL), ("Phone, as planned", None)]
    phone = replace(BRAZIL, name="By phone", duty="phone")
    assert [o.name for o in outlooks(atlas.with_(markets=(phone,)), days("2027-03-01", 7))] == ["By phone"]


def test_S3_who_can_take_a_customer_now_or_in_the_next_four_hours() -> None:
    both = rule_of(replace(BRAZIL, languages=frozenset(), speaks=frozenset({"English"})))
    found = takers(both, PEOPLE, at("2027-03-02T11:00"))
    assert [(t.person, t.span.start.hour, t.span.end.hour) for t in found] == [
        ("Kasia", 7, 16),
        ("Rafael", 12, 23),
    ]


def test_S3_on_a_duty_only_whoever_is_on_it_can() -> None:
    atlas = replace(PEOPLE, shifts=(daily("Phone", "Kasia", 9, 12),))
    phone = rule_of(Market("By phone", "UTC", duty="Phone", speaks=frozenset({"English"})))
    assert [t.person for t in takers(phone, atlas, at("2027-03-02T11:00"))] == ["Kasia"]
    assert takers(phone, atlas, at("2027-03-02T13:00")) == ()
    missed = {
        miss.person: (miss.lacks, miss.off_duty) for miss in near_misses(phone, atlas, at("2027-03-02T13:00"))
    }
    assert missed == {"Kasia": ((), True), "Rafael": ((), True), "Ana": (("English",), True)}


def test_S3_who_is_next_where_nobody_can() -> None:
    rule = rule_of(BRAZIL)
    night = at("2027-03-02T01:00")
    assert takers(rule, PEOPLE, night) == ()
    following = next_taker(rule, PEOPLE, night.end)
    assert following is not None
    assert (following.person, following.span.start) == ("Rafael", at("2027-03-02T12:00").start)
    # Ana is at work from 09:00 in Lisbon on, and has no licence.
    assert {m.person: m.lacks for m in near_misses(rule, PEOPLE, at("2027-03-02T09:00", 1))} == {
        "Kasia": ("Portuguese",),
        "Ana": ("payments",),
    }


def test_N4_who_is_away_is_told_by_nothing_but_when_they_are_next() -> None:
    away = (Absence("Rafael", date(2027, 3, 2), date(2027, 3, 9)),)
    atlas = PEOPLE.with_(absences=away)
    window = at("2027-03-02T12:00")
    assert takers(rule_of(BRAZIL), atlas, window) == ()
    assert "Rafael" not in {miss.person for miss in near_misses(rule_of(BRAZIL), atlas, window)}
    following = next_taker(rule_of(BRAZIL), atlas, window.end)
    assert following is not None
    assert following.span.start == at("2027-03-10T12:00").start


def test_nobody_at_all_is_next_where_nobody_speaks_it() -> None:
    thai = rule_of(replace(BRAZIL, languages=frozenset({"Thai"})))
    assert next_taker(thai, PEOPLE, at("2027-03-02T12:00").start) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": " "}, "needs a name"),
        ({"minimum": 0}, "a promise of 0 people"),
        ({"duty": "P", "team": "T"}, "a duty or a team, not both"),
        ({"share": 1.5}, "not between 0 and 1"),
    ],
)
def test_a_market_refuses_nonsense(changes: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(BRAZIL, **changes)  # type: ignore[arg-type]


def test_a_market_in_no_zone_is_refused_by_the_map() -> None:
    with pytest.raises(UnknownZoneError):
        Atlas((RAFAEL,), markets=(Market("Atlantis", "Atlantic/Atlantis"),))


@given(teams(), windows, st.integers(0, 72), st.integers(1, 24))
def test_takers_are_those_at_work_and_the_next_is_the_first_of_them(
    atlas: Atlas, window: Span, start: int, length: int
) -> None:
    rule = rule_of(Market("Everybody", "UTC"))
    asked = Span(window.start + start * HOUR, window.start + (start + length) * HOUR)
    found = takers(rule, atlas, asked)
    assert {t.person for t in found} == {p.id for p in atlas.people if atlas.working(p, asked)}
    assert [max(t.span.start, asked.start) for t in found] == sorted(
        max(t.span.start, asked.start) for t in found
    )
    for taker in found:
        assert atlas.working(atlas.person(taker.person), taker.span) == (taker.span,)
    following = next_taker(rule, atlas, asked.start)
    if found:
        assert following is not None
        assert max(following.span.start, asked.start) == max(found[0].span.start, asked.start)
