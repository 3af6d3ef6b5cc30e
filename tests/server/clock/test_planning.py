"""What *My day* is made of, asked of the cast's Atlas: states, rows, what is ahead, what moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from farflung.draw.day import Day
from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person, RestWindow, Stay, StayKind
from farflung.server.clock.planning.ahead import Ahead, What, ahead
from farflung.server.clock.planning.company import CompanyDay, Hour
from farflung.server.clock.planning.groups import groups
from farflung.server.clock.planning.hours import hours_around
from farflung.server.clock.planning.moves import Moved, Shared, next_move, next_own_change
from farflung.server.clock.planning.my_day import MOST_SHOWN, later, my_day
from farflung.server.clock.planning.rows import person_row
from farflung.server.clock.planning.states import state
from farflung.server.clock.planning.whom import circle
from tests.company import (
    ANA,
    CAMILLE,
    DANIEL,
    DUBAI,
    JACK,
    LISBON,
    MEI_LING,
    OMAR,
    PEOPLE,
    RAVI,
    SALMA,
    TOMAS,
    WEI,
    company,
)

MONDAY = datetime(2027, 3, 15, 11, 15, tzinfo=UTC)
H = timedelta(hours=1)


def atlas(**more: Any) -> Atlas:
    return company().with_(**more)


def around(person: Person, of: Atlas | None = None) -> tuple[Person, ...]:
    return circle(of or company(), person, MONDAY.date()).people


class TestStates:
    def test_at_work_until_the_end_of_the_block(self) -> None:
        found = state(company(), ANA, MONDAY)
        assert (found.working, found.until, found.unavailable) == (
            True,
            MONDAY.replace(hour=18, minute=0),
            False,
        )

    def test_off_until_the_next_one_on_their_own_clock(self) -> None:
        found = state(company(), WEI, MONDAY)
        assert (found.working, found.until) == (False, datetime(2027, 3, 16, 1, tzinfo=UTC))

    def test_an_absence_says_unavailable_and_when_it_is_over(self) -> None:
        away = (Absence("ana", date(2027, 3, 15), date(2027, 3, 16)),)
        found = state(atlas(absences=away), ANA, MONDAY)
        assert (found.working, found.unavailable) == (False, True)
        assert found.until == datetime(2027, 3, 17, 9, tzinfo=UTC)

    def test_a_public_holiday_is_no_absence(self) -> None:
        found = state(company(), ANA, datetime(2027, 3, 26, 11, tzinfo=UTC))  # Good Friday
        assert (found.working, found.unavailable) == (False, False)

    def test_who_never_works_again_is_off_without_an_end(self) -> None:
        gone = replace(ANA, ended=date(2027, 3, 1))
        people = tuple(gone if p.id == "ana" else p for p in PEOPLE)
        assert state(company().with_(people=people), gone, MONDAY).until is None

    def test_a_journey_brings_its_own_clock(self) -> None:
        trip = (Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 3, 14), date(2027, 3, 20)),)
        found = state(atlas(stays=trip), ANA, MONDAY)
        assert (found.place.label, found.until) == ("Dubai", datetime(2027, 3, 15, 14, tzinfo=UTC))


class TestCircle:
    def test_the_smallest_team(self) -> None:
        both = replace(ANA, teams=("Ledger", "Withdrawals Ops"))
        people = tuple(both if p.id == "ana" else p for p in PEOPLE)
        assert circle(company().with_(people=people), both, MONDAY.date()).team == "Ledger"

    def test_the_team_that_somebody_outside_of_it_leads(self) -> None:
        of = company()
        teams = tuple(replace(team, lead="camille") if team.name == "Ledger" else team for team in of.teams)
        found = circle(of.with_(teams=teams), CAMILLE, MONDAY.date())
        assert (found.team, len(found.people)) == ("Ledger", 7)

    def test_without_a_team_manager_peers_and_reports(self) -> None:
        found = circle(company(), CAMILLE, MONDAY.date())
        assert (found.team, {p.name for p in found.people}) == ("", {"Omar", "Ana", "Mei-Ling"})
        assert {p.name for p in circle(company(), OMAR, MONDAY.date()).people} == {
            "Camille",
            "Ana",
            "Mei-Ling",
        }

    def test_who_has_left_is_not_in_it(self) -> None:
        people = tuple(replace(p, ended=date(2027, 3, 1)) if p.id == "wei" else p for p in PEOPLE)
        assert "Wei" not in {p.name for p in around(ANA, company().with_(people=people))}


class TestRows:
    day = Day(date(2027, 3, 15), company().zones.zone("Europe/Lisbon"))

    def test_rest_is_on_ones_own_row_only(self) -> None:
        assert person_row(company(), WEI, WEI.place, self.day).rest == ()
        assert person_row(company(), ANA, LISBON, self.day, own=True).rest

    @pytest.mark.parametrize(
        ("day", "note"), [(26, "Good Friday"), (27, "not a working day"), (24, "unavailable"), (15, "")]
    )
    def test_why_nobody_need_look_for_somebody(self, day: int, note: str) -> None:
        away = (Absence("ana", date(2027, 3, 24), date(2027, 3, 24)),)
        on = Day(date(2027, 3, day), self.day.zone)
        assert person_row(atlas(absences=away), ANA, LISBON, on).note == note


class TestAhead:
    def test_ones_own_and_others_soonest_first(self) -> None:
        of = atlas(
            stays=(Stay("wei", DUBAI, StayKind.TRAVEL, date(2027, 3, 22), date(2027, 3, 24)),),
            absences=(
                Absence("ravi", date(2027, 3, 17), date(2027, 3, 18)),
                Absence("ana", date(2027, 4, 5), date(2027, 4, 9)),
            ),
        )
        found = tuple(item for item in ahead(of, ANA, (WEI, RAVI), MONDAY) if item.title != "Holi")
        assert found[:3] == (
            Ahead(What.AWAY, date(2027, 3, 17), date(2027, 3, 18), ("Ravi",)),
            Ahead(What.STAY, date(2027, 3, 22), date(2027, 3, 24), ("Wei",), "Dubai"),
            Ahead(What.HOLIDAY, date(2027, 3, 26), date(2027, 3, 26), (), "Lisbon", "Good Friday"),
        )
        assert Ahead(What.AWAY, date(2027, 4, 5), date(2027, 4, 9)) in found

    def test_others_days_far_off_are_left_out(self) -> None:
        far = (Absence("wei", date(2027, 4, 20), date(2027, 4, 21)),)
        assert [
            item for item in ahead(atlas(absences=far), ANA, (WEI,), MONDAY) if item.what is What.AWAY
        ] == []

    def test_the_same_for_several_is_one_line(self) -> None:
        away = tuple(Absence(p, date(2027, 3, 17), date(2027, 3, 17)) for p in ("wei", "ravi"))
        lines = [i for i in ahead(atlas(absences=away), ANA, (WEI, RAVI), MONDAY) if i.what is What.AWAY]
        assert [item.who for item in lines] == [("Wei", "Ravi")]

    def test_a_corrected_stay_is_not_told(self) -> None:
        first = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 3, 22), date(2027, 3, 24), id="a")
        other = replace(first, id="b", replaces="a", end=date(2027, 3, 23), recorded=MONDAY)
        stays = [i for i in ahead(atlas(stays=(first, other)), ANA, (), MONDAY) if i.what is What.STAY]
        assert [item.last for item in stays] == [date(2027, 3, 23)]


class TestMoves:
    """Toronto has changed on 14 March, Lisbon and Paris change on 28 March, Sydney on 4 April."""

    def test_everybody_who_does_not_change_with_lisbon_moves(self) -> None:
        found = next_move(company(), ANA, (DANIEL, RAVI, CAMILLE, JACK), MONDAY)
        assert found is not None
        assert found.at == datetime(2027, 3, 28, 1, tzinfo=UTC)
        assert found.moved == (Moved(("Daniel", "Ravi", "Jack"), H, None),)

    def test_what_lasts_for_weeks_only_says_until_when(self) -> None:
        found = next_move(company(), ANA, (DANIEL, RAVI), datetime(2027, 3, 10, tzinfo=UTC))
        assert found is not None
        assert found.at == datetime(2027, 3, 14, 7, tzinfo=UTC)
        assert found.moved == (Moved(("Daniel",), -H, datetime(2027, 3, 28, 1, tzinfo=UTC)),)

    def test_what_is_shared_then_who_loses_most_first(self) -> None:
        found = next_move(company(), ANA, (RAVI, DANIEL, SALMA), MONDAY)
        assert found is not None
        assert found.shared == (
            Shared("Daniel", 5 * H, 4 * H), Shared("Ravi", 3.5 * H, 4.5 * H), Shared("Salma", 5 * H, 6 * H),
        )  # fmt: skip

    def test_whose_clocks_change_alike_are_not_moved(self) -> None:
        assert next_move(company(), RAVI, (SALMA, WEI, MEI_LING), MONDAY) is None
        assert next_move(company(), ANA, (ANA,), MONDAY) is None

    def test_the_return_of_an_exception_is_the_next_move(self) -> None:
        """Daniel and Tomás: Toronto is an hour nearer to Buenos Aires since the 14th, until November."""
        found = next_move(company(), TOMAS, (DANIEL,), MONDAY)
        assert found is None or found.at > datetime(2027, 10, 1, tzinfo=UTC)

    def test_ones_own_next_change(self) -> None:
        zones = company().zones
        change = next_own_change(zones.zone("Europe/Lisbon"), MONDAY)
        assert change is not None
        assert (change.instant, change.shift) == (datetime(2027, 3, 28, 1, tzinfo=UTC), H)
        assert next_own_change(zones.zone("Asia/Dubai"), MONDAY) is None


class TestPage:
    def test_a_screen_of_people_those_at_work_first(self) -> None:
        page = my_day(company(), ANA, MONDAY)
        assert [c.row.name for c in page.colleagues] == ["Ravi", "Salma", "Tomás", "Daniel"]
        assert [c.state.working for c in page.colleagues] == [True, True, False, False]
        assert (len(page.colleagues), page.more, page.near.team) == (MOST_SHOWN, 2, "Ledger")

    def test_what_is_left_of_the_day_is_working_time(self) -> None:
        assert my_day(company(), ANA, MONDAY).left == timedelta(hours=6, minutes=45)
        assert my_day(company(), ANA, MONDAY.replace(hour=20)).left == timedelta()

    def test_on_the_day_of_the_change_the_day_has_23_hours(self) -> None:
        page = my_day(company(), ANA, datetime(2027, 3, 28, 9, tzinfo=UTC))
        assert page.day.hours == 23

    def test_who_is_alone_has_a_day_too(self) -> None:
        alone = replace(ANA, teams=(), manager=None, rest=RestWindow())
        page = my_day(Atlas((alone,)), alone, MONDAY)
        assert (page.colleagues, page.more) == ((), 0)
        assert later(Atlas((alone,)), alone, page.near, MONDAY).move is None


def test_what_is_found_of_an_older_record_is_not_kept_for_the_map() -> None:
    newer = company()
    older = replace(newer.person("ana"), patterns=newer.person("wei").patterns, ended=date(2020, 1, 1))
    assert not state(newer, older, MONDAY).working
    assert not hours_around(newer, older, MONDAY)
    assert hours_around(newer, newer.person("ana"), MONDAY)
    assert state(newer, newer.person("ana"), MONDAY).working


def test_nothing_is_kept_of_an_hour_of_the_day_before() -> None:
    midnight = datetime(2027, 3, 16, tzinfo=UTC)
    yesterday, today = (CompanyDay(company(), midnight.date() - n * timedelta(days=1)) for n in (1, 0))
    assert Hour(yesterday, midnight, 0, None, groups([])).map_at(midnight) is None
    assert Hour(today, midnight, 0, None, groups([])).map_at(midnight) is today.atlas
    assert Hour(today, midnight, 0, None, groups([])).map_at(midnight + timedelta(minutes=15)) is None
