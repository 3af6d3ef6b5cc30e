"""Programs of the cast make meetings, move them and take turns; write agreements; sign browsers out."""

from typing import Any, Final

import pytest
from django.test import Client

from farflung.server.clock.models import Agreement, Meeting
from farflung.server.core.api.door import Scope
from farflung.server.core.models import Message, SignedIn
from tests.server.api.conftest import Programs
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
WHEN: Final = {"day": "2027-03-18", "clock": "19:30", "minutes": 60, "weeks": 1}
RULE: Final = "agreement: Late\nmeetings:\n  - earliest: '09:00'\n    latest: '17:00'\n"


def given(cast: Cast, **more: Any) -> dict[str, Any]:
    team = str(cast.team("Ledger").code)
    return {
        "title": "Schema review",
        "zone": "Europe/Lisbon",
        "when": WHEN,
        "invited": {"teams": [team]},
        **more,
    }


def code(title: str) -> str:
    return str(Meeting.objects.get(title=title).code)


def test_m07_a_dry_run_shows_who_is_hit_and_makes_nothing(polaris: Cast, program: Programs) -> None:
    ana, before = program("Ana"), Meeting.objects.count()
    answer = ana.post("/meetings?dry_run=true", given(polaris))
    assert answer.status_code == 200
    told = answer.json()
    assert (told["series"], Meeting.objects.count()) == (None, before)
    clocks = {share["place"]: share["clock"] for share in told["guard"]["option"]["shares"]}
    assert (clocks["Bengaluru"]["date"], clocks["Bengaluru"]["time"]) == ("2027-03-19", "01:00")
    assert {one: clocks[one]["time"] for one in ("Taipei", "Sydney", "Dubai")} == {
        "Taipei": "03:30", "Sydney": "06:30", "Dubai": "23:30",
    }  # fmt: skip
    assert {"Ravi", "Wei"} <= {one["name"] for one in told["guard"]["hit"]}
    assert told["guard"]["better"]
    assert told["guard"]["memo"]["minutes"] == 480


def test_a_series_is_made_moved_turned_and_ended(polaris: Cast, program: Programs) -> None:
    ana = program("Ana")
    made = ana.post("/meetings", given(polaris))
    assert made.status_code == 201
    told = made.json()["series"]
    assert (told["title"], told["weeks"], told["clock"], told["keeps"]) == ("Schema review", 1, "19:30", True)
    assert [one["name"] for one in told["teams"]] == ["Ledger"]
    assert len(told["people"]) == 7
    assert Message.objects.filter(kind="meeting_invited").count() == 6, "all but Ana"
    path = f"/meetings/{told['id']}"
    moved = ana.patch(path, {"when": {**WHEN, "clock": "11:00", "weeks": None}})
    assert (moved.status_code, moved.json()["series"]["clock"]) == (200, "11:00")
    assert moved.json()["guard"]["option"]["shares"]
    keys = [one["key"] for one in moved.json()["series"]["dates"]]
    assert keys[:2] == ["20270318T1100", "20270325T1100"]
    one = ana.put(f"{path}/dates/{keys[1]}", {"start": "2027-03-26T10:00:00Z"}).json()
    assert (one["dates"][1]["start"], one["dates"][1]["moved"]) == ("2027-03-26T10:00:00Z", True)
    off = ana.put(f"{path}/dates/{keys[0]}", {"called_off": True}).json()
    assert [date["key"] for date in off["called_off"]] == [keys[0]]
    back = ana.put(f"{path}/dates/{keys[0]}", {}).json()
    assert (back["called_off"], back["dates"][0]["key"]) == ([], keys[0])
    turned = ana.put(f"{path}/turns", {"times": ["09:00", "15:00"]}).json()
    assert turned["turns"] == ["09:00", "15:00"]
    assert ana.get(f"{path}/forecast").json()["moves"] == []
    window = {"from": "2027-03-01T00:00:00Z", "until": "2027-05-01T00:00:00Z"}
    assert len(ana.get(f"{path}/dates", **window).json()) == 7
    assert ana.delete(path).status_code == 204
    assert program("Wei").get(path).json()["ended"] is True
    assert ana.patch(path, {"title": "Again"}).status_code == 404


def test_m03_and_m04_have_the_same_answers_as_the_pages(polaris: Cast, program: Programs) -> None:
    told = program("Ana").get(f"/meetings/{code('West sync')}/forecast").json()
    move = next(
        one for one in told["moves"] if one["dates"][0] == "2027-03-15" and one["zone"] == "Europe/Lisbon"
    )
    assert (move["usual"], move["clock"], move["dates"]) == ("15:00", "14:00", ["2027-03-15", "2027-03-22"])
    plans = program("Mei-Ling").get(f"/meetings/{code('Ops review')}/turns").json()
    assert plans[-1]["times"] == ["12:00", "13:00", "14:00"] or any(
        one["times"] == ["12:00", "13:00", "14:00"] for one in plans
    )
    assert all(one["mine"] == 0 for one in plans if one["now"])


def test_others_have_no_say_and_strangers_see_nothing(polaris: Cast, program: Programs) -> None:
    path = f"/meetings/{code('Ledger weekly')}"
    assert program("Wei").get(path).json()["keeps"] is False
    assert program("Wei").patch(path, {"title": "Mine"}).status_code == 404
    assert program("Rafael").get(path).status_code == 404
    assert program("Mallory").get("/meetings").status_code == 404
    assert program("Ana", Scope.READ_TIME).patch(path, {"title": "X"}).status_code == 403
    lines = program("Wei").get("/meetings", limit=2).json()
    rest = program("Wei").get("/meetings", limit=200, after=lines["next"]).json()
    assert len(lines["items"]) == 2
    titles = {one["title"] for one in (*lines["items"], *rest["items"])}
    assert {"Ledger weekly", "Schema review"} <= titles
    assert "Leads weekly" not in titles


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"when": {**WHEN, "day": "2027-03-28", "clock": "01:30"}}, "when/clock"),
        ({"when": {**WHEN, "day": "2026-03-18"}}, "when/day"),
        ({"when": {**WHEN, "weeks": 3}}, "when/weeks"),
        ({"when": {**WHEN, "last": "2027-03-01"}}, "when/last"),
        ({"invited": {}}, "invited/people"),
    ],
)
def test_what_cannot_be_is_said_where_it_stands(
    polaris: Cast, program: Programs, changed: dict[str, Any], pointer: str
) -> None:
    answer = program("Ana").post("/meetings", given(polaris, **changed))
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [f"/{pointer}"]


def test_an_agreement_is_looked_at_first_then_saved_and_has_its_versions(
    polaris: Cast, program: Programs
) -> None:
    ana, team = program("Ana"), str(polaris.team("Ledger").code)
    seen = ana.post("/agreements/preview", {"text": RULE, "team": team}).json()
    assert seen["wrong"] == []
    assert seen["new_in_all"] == len(seen["new"]) > 0
    assert {one["rule"] for one in seen["new"]} >= {"meeting-rules.hours"}
    assert not Agreement.objects.filter(name="Late").exists()
    made = ana.post("/agreements", {"text": RULE, "team": team, "because": "Sleep"})
    assert made.status_code == 201
    path = f"/agreements/{made.json()['id']}"
    again = RULE.replace("17:00", "18:00")
    assert ana.post(f"{path}/versions", {"text": again, "version": 1}).json()["version"] == 2
    assert ana.post(f"{path}/versions", {"text": RULE, "version": 1}).json()["code"] == "changed-since"
    told = program("Wei").get(f"{path}/versions").json()
    assert [(one["number"], one["because"]) for one in told] == [(2, ""), (1, "Sleep")]
    assert program("Wei").get(path).json()["keeps"] is False
    assert "Late" in {one["name"] for one in program("Wei").get("/agreements").json()}
    broken = ana.post("/agreements/preview", {"text": "agreement: X\nmeeting: 3\n", "team": team}).json()
    assert broken["wrong"][0]["line"] == 2
    assert program("Rafael").post("/agreements", {"text": RULE}).status_code == 404
    assert ana.post("/agreements", {"text": RULE}).status_code == 422, "the company's is not hers"
    assert ana.delete(path).status_code == 204


def test_browsers_are_listed_and_signed_out(polaris: Cast, program: Programs) -> None:
    ana, browser = program("Ana"), Client()
    browser.force_login(polaris.account("Ana"))
    Client().force_login(polaris.account("Ana"))
    first, _second = ana.get("/me/sessions").json()
    assert set(first) == {"id", "device", "since", "used_on"}, "neither address nor place"
    assert program("Wei").delete(f"/me/sessions/{first['id']}").status_code == 404
    assert ana.delete(f"/me/sessions/{first['id']}").status_code == 204
    assert ana.delete("/me/sessions").status_code == 204
    assert not SignedIn.objects.filter(account=polaris.account("Ana")).exists()
    assert browser.get("/me").status_code == 404
