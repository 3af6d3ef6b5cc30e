"""A person's page: their days in the reader's time, what the two share, what moves, and nothing private."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Stay, StayKind
from farflung.engine.overlap import Sharing
from farflung.engine.time import Span, total
from farflung.server.clock.planning.pair import best_hours, next_change, reach
from farflung.server.clock.planning.week import week_of
from farflung.server.core import clock
from farflung.server.org.atlas_copy import current, forget
from farflung.server.org.models import Person
from farflung.server.ui.reader import Reader
from tests.company import ANA, CAMILLE, DANIEL, DUBAI, JACK, RAVI, SALMA, TOMAS, WEI, company
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.company import Cast, make_account

H, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def page(client: Client, cast: Cast, who: str, about: str, **headers: str) -> str:
    client.force_login(cast.account(who))
    answer = client.get(f"/people/{cast.people[about].code}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def reader(atlas: Atlas, now: datetime = MONDAY) -> Reader:
    return Reader(now, atlas.zones.zone("Europe/Lisbon"), "Lisbon")


class TestPair:
    """Lisbon changes on 28 March, Sydney on 4 April; Toronto did on the 14th, Dubai and Taipei never do."""

    def test_whoever_changes_first_and_what_it_does(self) -> None:
        found = next_change(company(), ANA, RAVI, MONDAY)
        assert found is not None
        assert found.at == datetime(2027, 3, 28, 1, tzinfo=UTC)
        assert [(turn.place, turn.shift) for turn in found.turns] == [("Lisbon", H)]
        assert (found.by, found.until, found.before, found.after) == (H, None, 3.5 * H, 4.5 * H)

    def test_shared_time_is_what_the_engine_says(self) -> None:
        atlas = company()
        for other in (TOMAS, DANIEL, JACK, WEI):
            found = next_change(atlas, ANA, other, MONDAY)
            assert found is not None
            for moment, said in ((found.at - 8 * DAY, found.before), (found.at + 8 * DAY, found.after)):
                start = moment.replace(hour=0)
                (pair,) = Sharing(atlas, Span(start, start + 7 * DAY)).pairs([(ANA.id, other.id)])
                assert said == timedelta(minutes=pair.daily_minutes)

    def test_who_changes_alike_is_told_that_nothing_moves(self) -> None:
        found = next_change(company(), ANA, CAMILLE, MONDAY)
        assert found is not None
        assert {turn.place for turn in found.turns} == {"Lisbon", "Paris"}
        assert (found.by, found.before) == (timedelta(), found.after)

    def test_what_lasts_for_weeks_says_until_when(self) -> None:
        found = next_change(company(), ANA, DANIEL, datetime(2027, 3, 10, 12, tzinfo=UTC))
        assert found is not None
        assert (found.by, found.until) == (-H, datetime(2027, 3, 28, 1, tzinfo=UTC))

    def test_without_a_change_there_is_none(self) -> None:
        assert next_change(company(), SALMA, WEI, MONDAY) is None

    def test_the_best_hours_lie_in_both_peoples_own(self) -> None:
        atlas = company()
        found = best_hours(atlas, ANA, RAVI, reader(atlas))
        assert not found.none_good
        days = [best.span.start.date() for best in found.hours]
        assert len(days) == len(set(days)) == 5
        for best in found.hours:
            assert best.outside == ()
            assert atlas.overlap([ANA, RAVI], best.span) == (best.span,)

    def test_where_no_hour_is_good_it_says_whom_it_costs(self) -> None:
        atlas = company()
        found = best_hours(atlas, ANA, JACK, reader(atlas))
        assert found.none_good
        assert atlas.overlap([ANA, JACK], Span(MONDAY, MONDAY + 7 * DAY)) == ()
        assert found.hours
        assert all(set(best.outside) & {"Ana", "Jack"} for best in found.hours)
        assert found.memo is not None
        for person in (ANA, JACK):
            assert atlas.working_between(person, MONDAY, found.memo.closes) >= 8 * H

    def test_who_is_away_for_a_week_is_met_in_the_next(self) -> None:
        atlas = company().with_(absences=(Absence("daniel", date(2027, 3, 15), date(2027, 3, 19)),))
        found = best_hours(atlas, ANA, DANIEL, reader(atlas))
        assert (found.none_good, found.later) == (True, True)
        assert found.hours[0].span.start.date() == date(2027, 3, 22)
        for best in found.hours:
            assert atlas.overlap([ANA, DANIEL], best.span) == (best.span,)

    def test_a_message_lands_at_work_and_its_answer_is_seen_at_work(self) -> None:
        atlas = company()
        found = reach(atlas, ANA, WEI, MONDAY)
        assert found is not None
        assert found.lands == datetime(2027, 3, 16, 1, tzinfo=UTC)
        assert found.answered == found.lands + H
        assert found.seen == datetime(2027, 3, 16, 9, tzinfo=UTC)
        now = reach(atlas, ANA, RAVI, MONDAY)
        assert now is not None
        assert now.lands == MONDAY

    def test_a_journey_counts(self) -> None:
        trip = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 3, 14), date(2027, 4, 20))
        assert next_change(company().with_(stays=(trip,)), ANA, SALMA, MONDAY) is None


@pytest.mark.django_db
class TestPage:
    def test_who_they_are(self, polaris: Cast, client: Client) -> None:
        text = page(client, polaris, "Ana", "Ravi")
        shown = words(text)
        assert "16:45 Bengaluru (5 h 30 min ahead of you), at work until 12:30 your time" in shown
        assert f'<a href="/people/{polaris.people["Ana"].code}"><bdi>Ana</bdi></a>' in text
        assert f'href="/teams/{polaris.team("Ledger").code}"' in text
        assert "Own hoursMon–Fri 09:00–18:00" in shown
        for word in (*polaris.person("Ravi").languages, *polaris.person("Ravi").skills):
            assert word in shown

    def test_the_hours_shared_are_the_engines(self, polaris: Cast, client: Client) -> None:
        shown = words(page(client, polaris, "Ana", "Ravi"))
        atlas = current().atlas
        ana, ravi = (atlas.find(name) for name in ("Ana", "Ravi"))
        both = total(atlas.overlap([ana, ravi], week_of(reader(atlas))))
        hours, minutes = divmod(both // timedelta(minutes=1), 60)
        assert f"{hours} h{f' {minutes} min' if minutes else ''} of working time shared" in shown
        assert "Mon 15 Mar 3 h 30 min · 09:00–12:30" in shown
        assert "You then share" not in shown
        assert "On an ordinary day you then share 4 h 30 min; now it is 3 h 30 min." in shown
        assert "Ravi works 1 h later on your clock" in shown

    def test_the_best_hours_have_both_clocks(self, polaris: Cast, client: Client) -> None:
        text = words(page(client, polaris, "Ana", "Ravi"))
        best = text[text.index("The best hours") : text.index("If you write now")]
        assert re.search(r"Tue 1\d:\d\d Bengaluru \(Tue \d\d:\d\d Lisbon\)", best)

    def test_where_no_hour_is_good_it_says_so(self, polaris: Cast, client: Client) -> None:
        text = words(page(client, polaris, "Ana", "Jack"))
        assert "No working time shared" in text
        assert "No hour of the next seven days lies in both your working hours." in text
        assert "gives each of you eight of your own hours" in text

    def test_a_message_lands_in_both_times(self, polaris: Cast, client: Client) -> None:
        assert "It lands at once: they are at work." in words(page(client, polaris, "Ana", "Ravi"))
        text = words(page(client, polaris, "Ana", "Wei"))
        assert "It lands Tue 09:00 Taipei (Tue 01:00 Lisbon)." in text
        assert "Your own hours see it Tue 09:00 Lisbon." in text

    def test_an_absence_reads_unavailable_and_nothing_else(self, polaris: Cast, client: Client) -> None:
        """N4: Daniel is away this week."""
        text = words(page(client, polaris, "Ana", "Daniel"))
        assert "unavailable until" in text
        assert "Mon 15 Mar unavailable" in text
        assert not re.search(r"leave|vacation|sick|absen", text, flags=re.IGNORECASE)

    def test_a_holiday_is_named(self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 25, 11, tzinfo=UTC))
        assert "Fri 26 Mar Good Friday" in words(page(client, polaris, "Ravi", "Ana"))

    def test_a_holiday_that_is_swapped_is_not_told_of_as_one(self, polaris: Cast, client: Client) -> None:
        """Who works on a public holiday is known to people operations alone; others see hours."""
        before = words(page(client, polaris, "Ravi", "Ana"))
        assert "Good Friday" in before
        polaris.person("Ana").swaps.create(
            worked=date(2027, 3, 26), off=date(2027, 3, 29), recorded_at=MONDAY
        )
        from_now_on()
        assert "Good Friday" not in words(page(client, polaris, "Ravi", "Ana"))

    def test_a_stay_is_seen(self, polaris: Cast, client: Client) -> None:
        stay = next(s for s in current().atlas.stays if DAY < s.start - MONDAY.date() < 60 * DAY)
        name = current().atlas.person(stay.person).name
        who = next(other for other in ("Ana", "Camille") if other != name)
        assert f"{name} in {stay.place.label}" in words(page(client, polaris, who, name))

    def test_nobodys_rest_is_seen(self, polaris: Cast, client: Client) -> None:
        """N15."""
        Person.objects.update(rest_start=1320, rest_end=1860)
        text = page(client, polaris, "Camille", "Ana")
        assert 'class="rest"' not in text
        assert "Rest" not in words(text)

    def test_ones_own_page_leads_to_the_profile(self, polaris: Cast, client: Client) -> None:
        text = page(client, polaris, "Ana", "Ana")
        assert 'href="/me"' in text[text.index("<main") :]
        assert "This is you" in text
        for theirs in ("The best hours", "If you write now", "of either", "shared"):
            assert theirs not in words(text)

    def test_who_keeps_records_and_who_leads_are_led_there(self, polaris: Cast, client: Client) -> None:
        record = f"/company/people/{polaris.people['Ravi'].code}"
        team = f"/company/teams/{polaris.team('Ledger').code}"
        seen = {
            name: (record in text, team in text)
            for name in ("Ana", "Camille", "Wei", "Mei-Ling")
            for text in [page(client, polaris, name, "Ravi")]
        }
        assert seen == {
            "Ana": (False, True), "Camille": (True, False), "Wei": (False, False), "Mei-Ling": (False, False),
        }  # fmt: skip
        for address, who in ((record, "Camille"), (team, "Ana")):
            client.force_login(polaris.account(who))
            assert client.get(address).status_code == 200

    def test_strangers_and_codes_of_nobody_are_not_found(self, polaris: Cast, client: Client) -> None:
        address = f"/people/{polaris.people['Ana'].code}"
        assert client.get(address).status_code == 404
        client.force_login(polaris.account("Mallory"))
        answer = client.get(address)
        assert (answer.status_code, b"Ana" in answer.content) == (404, False)
        client.force_login(polaris.account("Ana"))
        assert client.get(f"/people/{uuid4()}").status_code == 404
        assert client.get("/people/1").status_code == 404

    def test_an_operator_without_a_person_sees_hours_in_utc(self, polaris: Cast, client: Client) -> None:
        account = make_account("runs@polaris.example", MONDAY)
        type(account).objects.filter(pk=account.pk).update(operator=True)
        client.force_login(account)
        text = words(client.get(f"/people/{polaris.people['Ravi'].code}").content.decode())
        assert "at work until 12:30 UTC" in text
        assert "The next seven days, in UTC" in text
        assert not re.search(r"your time|of you|the two of you|shared", text)

    def test_who_has_left_has_no_hours(self, polaris: Cast, client: Client) -> None:
        Person.objects.filter(pk=polaris.people["Jun"].pk).update(ended=date(2027, 3, 1))
        from_now_on()
        text = words(page(client, polaris, "Ana", "Jun"))
        assert "off, and no hours are known" in text
        assert "No working hours of theirs are known for the year ahead." in text
        assert not re.search(r"\b1 Mar", text), "the last day is for people operations"

    def test_a_name_cannot_do_harm(self, polaris: Cast, client: Client) -> None:
        evil = "<script>alert(1)</script>"
        for name in ("Ravi", "Ana"):
            row = Person.objects.filter(pk=polaris.people[name].pk)
            row.update(name=f"{evil}{name}", job=evil, skills=[evil], languages=[evil])
        text = page(client, polaris, "Wei", "Ravi")
        assert "&lt;script&gt;alert" in text
        assert "<script>alert" not in text

    def test_everybody_can_be_looked_at_by_everybody(self, polaris: Cast, client: Client) -> None:
        for who in ("Ana", "Mei-Ling", "Camille", "Jack"):
            client.force_login(polaris.account(who))
            for row in Person.objects.all():
                assert client.get(f"/people/{row.code}").status_code == 200, (who, row.name)

    @pytest.mark.parametrize(
        "moment", [(2027, 3, 28, 1), (2027, 3, 27, 23), (2027, 4, 3, 16), (2027, 10, 31, 1)]
    )
    def test_around_changes_of_clocks_it_stands(
        self, polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, moment: tuple[int, ...]
    ) -> None:
        year, month, day, hour = moment
        monkeypatch.setattr(clock, "now", lambda: datetime(year, month, day, hour, tzinfo=UTC))
        for about in ("Jack", "Daniel", "Camille"):
            page(client, polaris, "Ana", about)

    @pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
    def test_it_stands_in_other_languages(
        self, polaris: Cast, client: Client, language: str, direction: str
    ) -> None:
        text = page(client, polaris, "Ana", "Jack", **{"accept-language": language})
        assert f'<html lang="{language}" dir="{direction}">' in text

    def test_few_queries_and_few_bytes(self, polaris: Cast, client: Client) -> None:
        page(client, polaris, "Camille", "Ana")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/people/{polaris.people['Ana'].code}")
        assert len(queries) <= 15
        assert len(answer.content) < 60_000

    def test_my_day_leads_to_colleagues(self, polaris: Cast, client: Client) -> None:
        client.force_login(polaris.account("Ana"))
        address = f"/people/{polaris.people['Ravi'].code}"
        assert f'<a href="{address}"><bdi>Ravi</bdi></a>' in client.get("/").content.decode()


def from_now_on() -> None:
    """The next look is at a new copy of the map: rows that tests write raise no revision."""
    forget()
