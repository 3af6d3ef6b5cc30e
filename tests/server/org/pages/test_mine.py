"""What somebody says about themself, page by page."""

import json
from datetime import date
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.urls import reverse

from farflung.engine.model import Place, StayKind
from farflung.server.core import beside
from farflung.server.core.models import Look
from farflung.server.org import actions
from farflung.server.org.classified import Sees, columns
from farflung.server.org.models import Absence, HolidaySwap, Mismatch, PatternPeriod, Stay
from farflung.server.org.queries.kept import kept_about
from tests.server.company import NOW, As, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db

TAIPEI = Place("Asia/Taipei", "TW", None, "Taipei")
CONFIRMED = {
    "place": "Porto", "days": ["0", "1", "2", "3"], "start": "08:00", "end": "17:00", "rest_start": "21:00",
    "rest_end": "07:00", "consents": ["local"],
}  # fmt: skip


class TestConfirming:
    def test_place_hours_rest_and_consents_in_one_step(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Ana")
        assert 'value="Lisbon, Portugal"' in text_of(client.get("/me/confirm"))
        assert client.post("/me/confirm", CONFIRMED).status_code == 302
        ana = polaris.person("Ana")
        assert (ana.place.city, ana.rest_start, ana.rest_end) == ("Porto", 1260, 1860)
        assert ana.confirmed_at == NOW
        assert ana.consents["local"]["given"]
        hours = PatternPeriod.objects.filter(person=ana).order_by("during").last()
        assert hours is not None
        assert hours.blocks == [[day, 480, 1020] for day in range(4)]
        assert not hours.assumed

    def test_a_city_that_several_are_called_is_asked_back(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Ana")
        asked = client.post("/me/confirm", {**CONFIRMED, "place": "Valencia"})
        assert asked.status_code == 422
        assert "Europe/Madrid" in text_of(asked)
        assert polaris.person("Ana").confirmed_at is None
        picked = {**CONFIRMED, "place": "Valencia", "which": "Europe/Madrid|ES|VC|Valencia"}
        assert client.post("/me/confirm", picked).status_code == 302
        assert polaris.person("Ana").place.country == "ES"

    def test_what_is_no_place_or_no_time_is_said_at_its_field(self, signed_in: As) -> None:
        text = text_of(signed_in("Ana").post("/me/confirm", {**CONFIRMED, "place": "Qqqqqq", "rest_end": ""}))
        assert 'id="id_place_error"' in text
        assert 'id="id_rest_end_error"' in text

    def test_a_mismatch_is_shown_to_nobody_else(self, polaris: Cast, signed_in: As) -> None:
        row = Mismatch.objects.create(
            person=polaris.person("Ravi"), field="job", here="Engineer", there="Juggler", source="hr.csv",
            found_at=NOW,
        )  # fmt: skip
        address = reverse("answer_mismatch", args=[row.code])
        for name in ("Ana", "Camille", "Mallory"):
            client = signed_in(name)
            assert client.post(address, {"take": "yes"}).status_code == 404
            assert "Juggler" not in text_of(client.get("/me/confirm"))
        ravi = signed_in("Ravi")
        assert "Juggler" in text_of(ravi.get("/me/confirm"))
        assert ravi.post(address, {"take": "yes"}).status_code == 302
        assert polaris.person("Ravi").job == "Juggler"
        assert "Juggler" not in text_of(ravi.get("/me/confirm"))


class TestProfile:
    def test_words_of_any_script_are_kept(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Salma")
        given = {
            "name": "سلمى",
            "job": "Engineer",
            "place": "Dubai",
            "skills": "Go، Rust",
            "languages": "ar, en",
        }
        assert client.post("/me", given).status_code == 302
        salma = polaris.person("Salma")
        assert (salma.name, salma.skills, salma.languages) == ("سلمى", ["Go", "Rust"], ["Arabic", "English"])
        assert "سلمى" in text_of(client.get("/me"))

    def test_a_name_is_needed_and_nothing_in_it_is_markup(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Ana")
        assert client.post("/me", {"name": " ", "place": "Lisbon"}).status_code == 422
        assert client.post("/me", {"name": "<script>x</script>", "place": "Lisbon"}).status_code == 302
        assert "<script>x" not in text_of(client.get("/me"))


class TestHours:
    def test_other_hours_from_a_day_on(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Ana")
        week = {"d0_from0": "08:00", "d0_to0": "12:00", "d0_from1": "20:00", "d0_to1": "01:00"}
        assert (
            client.post("/me/hours", {"start": "2027-04-05", "end": "2027-04-18", **week}).status_code == 302
        )
        rows = PatternPeriod.objects.filter(person=polaris.person("Ana")).order_by("during")
        assert [row.during.lower for row in rows][1:] == [date(2027, 4, 5), date(2027, 4, 19)]
        assert rows[1].blocks == [[0, 480, 720], [0, 1200, 1500]]
        assert "20:00–01:00" in text_of(client.get("/me/hours"))

    @pytest.mark.parametrize(
        "week",
        [
            {"d0_from0": "08:00"},
            {"d0_from0": "08:00", "d0_to0": "12:00", "d0_from1": "11:00", "d0_to1": "15:00"},
            {"d6_from0": "20:00", "d6_to0": "09:00", "d0_from0": "08:00", "d0_to0": "12:00"},
            {},
        ],
    )
    def test_what_is_no_week_is_refused(self, signed_in: As, week: dict[str, str]) -> None:
        assert signed_in("Ana").post("/me/hours", {"start": "2027-04-05", **week}).status_code == 422


class TestMovingAndAway:
    STAY: ClassVar = {
        "about": "stay",
        "place": "Taipei",
        "kind": "travel",
        "start": "2027-04-05",
        "end": "2027-04-30",
    }

    def test_a_stay_is_looked_at_before_it_is_sent(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Ana")
        before = Stay.objects.count()
        text = text_of(client.get("/me/moving", self.STAY))
        assert "7 h ahead" in text
        assert "a week shared, now" in text
        assert Stay.objects.count() == before
        assert client.post("/me/moving", self.STAY).status_code == 302
        stay = Stay.objects.latest("pk")
        assert (stay.person, stay.place.city, stay.during.lower) == (
            polaris.person("Ana"),
            "Taipei",
            date(2027, 4, 5),
        )
        assert "Taipei" in text_of(client.get("/me/places"))

    def test_whom_it_takes_all_shared_time_from_is_named(self, polaris: Cast, signed_in: As) -> None:
        text = text_of(signed_in("Ana").get("/me/moving", {**self.STAY, "place": "Auckland"}))
        assert "no working hour would be shared any more" in text

    def test_one_over_another_is_refused_at_its_field(self, signed_in: As) -> None:
        client = signed_in("Jack")
        client.post("/me/moving", self.STAY)
        again = client.post("/me/moving", {**self.STAY, "place": "Porto"})
        assert again.status_code == 422
        assert 'id="id_start_error"' in text_of(again)

    def test_a_stay_is_corrected_and_taken_back(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Jack")
        client.post("/me/moving", self.STAY)
        first = Stay.objects.latest("pk")
        shown = text_of(client.get("/me/moving", {"replaces": str(first.code)}))
        assert 'value="Taipei, Taiwan"' in shown
        changed = {**self.STAY, "replaces": str(first.code), "end": "2027-05-07"}
        assert client.post("/me/moving", changed).status_code == 302
        second = Stay.objects.latest("pk")
        assert second.replaces == first
        assert signed_in("Ana").get("/me/moving", {"replaces": str(second.code)}).status_code == 404
        assert signed_in("Ana").post(reverse("withdraw_stay", args=[second.code])).status_code == 404
        assert client.post(reverse("withdraw_stay", args=[second.code])).status_code == 302
        assert Stay.objects.get(pk=second.pk).withdrawn

    def test_an_absence_says_when_nobody_is_there_and_never_why(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Wei")
        away = {"about": "away", "start": "2027-04-05", "end": "2027-04-09"}
        text = text_of(client.get("/me/moving", away))
        assert "of your working time" in text
        assert "reason" not in text
        assert not Absence.objects.filter(
            person=polaris.person("Wei"), during__startswith=date(2027, 4, 5)
        ).exists()
        assert client.post("/me/moving", away).status_code == 302
        absence = Absence.objects.get(person=polaris.person("Wei"), during__startswith=date(2027, 4, 5))
        assert signed_in("Ana").post(reverse("withdraw_absence", args=[absence.code])).status_code == 404
        assert client.post(reverse("withdraw_absence", args=[absence.code])).status_code == 302

    def test_a_holiday_is_swapped_for_a_working_day(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Ana")
        refused = client.post("/me/away", {"worked": "2027-04-21", "off": "2027-04-22"})
        assert refused.status_code == 422
        assert 'id="id_worked_error"' in text_of(refused)
        assert client.post("/me/away", {"worked": "2027-06-10", "off": "2027-06-11"}).status_code == 302
        swap = HolidaySwap.objects.get(person=polaris.person("Ana"), worked=date(2027, 6, 10))
        assert signed_in("Mallory").post(reverse("withdraw_swap", args=[swap.code])).status_code == 404
        assert client.post(reverse("withdraw_swap", args=[swap.code])).status_code == 302


class TestWhatIsKept:
    def test_every_column_that_is_listed_is_there(self, polaris: Cast) -> None:
        ana = polaris.person("Ana")
        actions.plan_stay(
            person=ana, place=TAIPEI, kind=StayKind.TRAVEL, start=date(2027, 4, 5), end=date(2027, 4, 9),
            by=polaris.account("Ana"), now=NOW,
        )  # fmt: skip
        actions.ask_absence(person=ana, start=date(2027, 5, 3), end=date(2027, 5, 3), by=None, now=NOW)
        actions.swap_holiday(person=ana, worked=date(2027, 6, 10), off=date(2027, 6, 11), by=None, now=NOW)
        actions.grant_role(person=ana, role="executive", by=None, now=NOW)
        Mismatch.objects.create(person=ana, field="job", here="a", there="b", source="hr.csv", found_at=NOW)
        records, others = kept_about(ana), {table for one in beside.others() for table in one.kept}
        for column in columns():
            table, _, name = column.name.partition(".")
            if column.sees is not Sees.NOBODY:
                assert records[table] or table in others, table
                assert name in (records[table][0] if records[table] else self.read(table, ana)), column.name

    @staticmethod
    def read(table: str, person: Any) -> list[str]:
        """The columns that a query of another domain reads, be there a row or none."""
        (query,) = (one.kept[table] for one in beside.others() if table in one.kept)
        with connection.cursor() as cursor:
            cursor.execute(query, {"person": person.pk, "code": str(person.code)})
            return [str(column[0]) for column in cursor.description]

    def test_who_looked_is_shown_and_can_be_taken_away_as_a_file(self, polaris: Cast, signed_in: As) -> None:
        camille = signed_in("Camille")
        camille.get(reverse("company_person", args=[polaris.person("Ana").code]))
        assert Look.objects.filter(about=polaris.person("Ana").code, field="person.started").exists()
        ana = signed_in("Ana")
        text = text_of(ana.get("/me/data"))
        assert "person.started" in text
        assert "page company/people" in text
        whole = json.loads(ana.get("/me/data.json").content)
        assert whole["records"]["person"][0]["name"] == "Ana"
        assert whole["records"]["look"][0]["by"] == "Camille"
        assert "Ravi" not in json.dumps(whole["records"]["stay"])
