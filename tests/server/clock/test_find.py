"""*Find a time* as the cast get it, by page and by API: scenarios of meetings, and what nobody is told."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from farflung.engine.atlas import Atlas
from farflung.engine.model import PatternPeriod, Person, Place, WeeklyPattern
from farflung.server.core import clock
from farflung.server.org.atlas_copy import forget
from farflung.server.org.models import Person as Row
from tests.company import ledger
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
LEDGER = "Ana, Tomás, Daniel, Ravi, Wei, Jack, Salma"


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def page(client: Client, who: Any, status: int = 200, /, **asked: str) -> str:
    client.force_login(who)
    answer = client.get("/meetings/find", asked)
    assert answer.status_code == status
    return words(answer.content.decode())


def told(client: Client, who: Any, **asked: Any) -> dict[str, Any]:
    client.force_login(who)
    answer = client.post("/api/v1/meetings/find", asked, content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def codes(cast: Cast, *names: str) -> list[str]:
    return [str(cast.people[name].code) for name in names]


class TestM01:
    """Three places on which no hour is good: said, with what can be done instead."""

    @pytest.fixture
    def three(self, db: None) -> dict[str, Row]:
        hours = (PatternPeriod(WeeklyPattern.daily(540, 1080)),)
        places = {
            "Sam": Place("America/Los_Angeles", "US", "CA", "San Francisco"),
            "Lena": Place("Europe/London", "GB", None, "London"),
            "Sita": Place("Asia/Singapore", "SG", None, "Singapore"),
        }
        return rows.write(Atlas(tuple(Person(name, name, place, hours) for name, place in places.items())))

    def test_nothing_fits_and_three_ways_out(self, three: dict[str, Row], client: Client) -> None:
        who = rows.account(three["Lena"], "lena@x.example")
        asked = {
            "people": [str(row.code) for row in three.values()], "from": "2026-01-13T00:00:00Z",
            "until": "2026-01-14T00:00:00Z", "hours": {"start": "07:00", "end": "22:00"},
        }  # fmt: skip
        found = told(client, who, **asked)
        assert (found["none_good"], found["good"]) == (True, 0)
        assert [one["start"][11:13] for one in found["turns"]] == ["00", "08", "16"]
        nights = [
            person
            for one in found["turns"] for share in one["shares"] if share["part"] == "at night"
            for person in share["people"]
        ]  # fmt: skip
        assert sorted(nights) == sorted(asked["people"]), "each takes midnight once in three"
        assert len(found["sessions"]["starts"]) > 1
        assert found["sessions"]["share"] == 1
        assert found["memo"]["closes"] > found["memo"]["opens"]


class TestM06:
    """Ledger on 17 March 2027: six of seven at best, and only Sydney late."""

    def test_the_best_keep_six_of_seven(self, db: None, client: Client) -> None:
        alone = tuple(replace(person, manager=None) for person in ledger().people)
        kept = rows.write(Atlas(alone))
        who = rows.account(next(iter(kept.values())), "one@x.example")
        found = told(
            client, who, people=[str(row.code) for row in kept.values()],
            hours={"start": "07:00", "end": "21:00"},
            **{"from": "2027-03-17T00:00:00Z", "until": "2027-03-18T00:00:00Z"},
        )  # fmt: skip
        assert (found["none_good"], found["good"], len(found["options"][0]["shares"])) == (True, 0, 7)
        best = [one for one in found["options"] if one["kept"] == 6]
        assert [one["start"][11:16] for one in best] == ["11:00", "11:30", "12:00"]
        for one in best:
            (late,) = [share for share in one["shares"] if share["clock"]["zone"] == "Australia/Sydney"]
            assert late["part"] in ("very late", "at night")
            assert one["shares"][0] == late, "who pays stands first"


def test_turns_name_a_time_once_and_the_least_bad_are_counted_together(polaris: Cast, client: Client) -> None:
    asked = {"people": LEDGER, "days": "7", "start": "2027-03-16"}
    text = page(client, polaris.account("Ana"), **asked)
    turns = text.split("Take turns")[1].split("Hold it more than once")[0]
    times = re.findall(r"(\d\d:\d\d–\d\d:\d\d) Lisbon \d of 7 within", turns)
    assert len(times) == len(set(times)) > 0
    repeated = re.findall(r"(\d) of every (\d) times", turns)
    assert repeated, "a time that comes more often says so"
    least = text.split("The least bad times")[1].split("What can be done instead")[0]
    most = max(int(kept) for kept in re.findall(r"(\d) of 7 within the hours", least))
    assert f"No start keeps all 7 within the hours; of the least bad, at most {most}." in text
    assert "An hour at night costs somebody 8 points" in text


def test_a_page_says_how_many_times_are_good_and_whose_time_it_shows(polaris: Cast, client: Client) -> None:
    text = page(client, polaris.account("Ana"), people="Ana, Rafael", days="2", start="2027-03-16")
    assert "Times are on your clock, as your profile has it: Lisbon" in text
    assert re.search(r"\d+ times are good for everybody who must come", text)
    assert "2 of 2 within the hours, costs you nothing" in text
    assert "in own hours" in text
    assert "Only you see this." in text


def test_m10_the_profile_s_zone_counts_whatever_the_browser_says(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    headers = {"Accept-Language": "ja", "Time-Zone": "Asia/Tokyo"}
    client.cookies["timezone"] = "Asia/Tokyo"
    asked = {"people": "Ana", "start": "2027-03-16", "days": "1", "day": "2027-03-16", "clock": "10:00"}
    text = client.get("/meetings/find", {**asked, "lang": "en"}, headers=headers).content.decode()
    assert "Lisbon" in text
    assert "Tokyo" not in text
    assert '<time datetime="2027-03-16T10:00:00Z"' in text, "10:00 is 10:00 in Lisbon"


class TestM09:
    """Why not Tuesday 15:00Z: by person, rule and source; no title, no reason."""

    def test_by_person_rule_and_source(self, polaris: Cast, client: Client) -> None:
        found = told(
            client, polaris.account("Ana"),
            people=codes(polaris, "Ana", "Daniel", "Wei", "Jack", "Omar"), why_not="2027-03-16T15:00:00Z",
            **{"from": "2027-03-15T12:00:00Z", "until": "2027-03-20T00:00:00Z"},
        )  # fmt: skip
        rules = {(one["person"], one["rule"]) for one in found["why_not"]["against"]}
        daniel, wei, jack = codes(polaris, "Daniel", "Wei", "Jack")
        assert {(daniel, "unavailable"), (wei, "outside own hours"), (jack, "outside own hours")} <= rules
        assert "title" not in str(found["why_not"])

    def test_a_meeting_is_only_another_meeting(self, polaris: Cast, client: Client) -> None:
        text = page(  # the leads meet on Tuesdays at 13:00 in Dubai
            client, polaris.account("Wei"), people="Omar, Wei", start="2027-03-16", day="2027-03-16",
            clock="17:00",
        )  # fmt: skip
        assert "Omar, Tue 13:00: in another meeting" in text
        assert "Leads weekly" not in text

    def test_a_holiday_is_named_with_its_calendar(self, polaris: Cast, client: Client) -> None:
        text = page(
            client, polaris.account("Ana"), people="Ana, Omar", start="2027-03-26", day="2027-03-26",
            clock="12:00",
        )  # fmt: skip
        assert "public holiday: Sexta-feira Santa" in text or "public holiday: Good Friday" in text


def test_nobody_is_told_of_another_s_rest(polaris: Cast, client: Client) -> None:
    """N15: the same answer about Wei, whether he rests then or not; his own page tells him."""
    asked = {"people": "Ana, Wei", "start": "2027-03-16", "day": "2027-03-16", "clock": "12:00"}
    before = page(client, polaris.account("Ana"), **asked)
    why = before[before.index("Why not") : before.index("within the hours")]
    Row.objects.filter(pk=polaris.people["Wei"].pk).update(rest_start=19 * 60, rest_end=31 * 60)
    forget()
    after = page(client, polaris.account("Ana"), **asked)
    assert why in after
    assert "rest" not in after.replace("rest of", "").lower().split("ask anew")[0].replace("rested", "")
    assert "your rest" in page(client, polaris.account("Wei"), **{**asked, "clock": "20:00"})


def test_a_quorum_of_those_who_may_come(polaris: Cast, client: Client) -> None:
    asked = {"people": codes(polaris, "Ana"), "optional": codes(polaris, "Rafael", "Camille", "Jack"),
             "from": "2027-03-16T00:00:00Z", "until": "2027-03-17T00:00:00Z"}  # fmt: skip
    found = told(client, polaris.account("Ana"), quorum=2, **asked)
    assert found["options"]
    assert min(one["coming"] for one in found["options"]) >= 2
    found = told(client, polaris.account("Ana"), quorum=3, **asked)
    assert (found["options"], found["most_optional"]) == ([], 2)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"people": "Anna, Zorro the third"}, "Did you mean Ana"),
        ({"people": "Ana", "low": "09:00"}, "Write both times, or neither."),
        ({"people": "Ana", "low": "18:00", "high": "09:00"}, "It ends before it begins."),
        ({"people": "Ana", "quorum": "2"}, "Fewer people than that"),
        ({"people": " , "}, "Nobody of them works here now."),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    polaris: Cast, client: Client, asked: dict[str, str], said: str
) -> None:
    assert said in page(client, polaris.account("Ana"), 422, **asked)


def test_a_team_is_everybody_in_it(polaris: Cast, client: Client) -> None:
    text = page(client, polaris.account("Ana"), people="ledger", start="2027-03-22")
    assert "of 7 within the hours" in text


def test_a_stranger_finds_nothing(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Mallory"))
    assert client.get("/meetings/find", {"people": "Ana"}).status_code == 404
    asked = {"people": codes(polaris, "Ana"), "from": "2027-03-16T00:00:00Z", "until": "2027-03-17T00:00:00Z"}
    answer = client.post("/api/v1/meetings/find", asked, content_type="application/json")
    assert answer.status_code == 404


def test_a_day_that_is_past_is_not_proposed(polaris: Cast, client: Client) -> None:
    text = page(client, polaris.account("Ana"), people="Ana", start="2027-03-15", days="1")
    assert "good for everybody" in text
    assert date(2027, 3, 15) == MONDAY.date()
    assert "09:00–10:00" not in text
    assert datetime(2027, 3, 15, 9, tzinfo=UTC) < MONDAY


def test_of_a_list_that_names_nobody_few_words_are_looked_for_in_names_like_them(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of another system, say: of a company of 5,000 each word took a tenth of a second."""
    looked: list[str] = []

    def near(word: str, names: Iterable[str]) -> tuple[str, ...]:
        looked.extend([word] if (there := list(names)) else [])
        return tuple(there[:1])

    for module in ("farflung.server.clock.planning.named", "farflung.engine.atlas.atlas"):
        monkeypatch.setattr(f"{module}.near", near)
    text = page(client, polaris.account("Ana"), 422, people=", ".join(f"n{n}" for n in range(500)))
    assert looked == [f"n{n}" for n in range(10)]
    assert "Nobody and no team is called n499." in text
