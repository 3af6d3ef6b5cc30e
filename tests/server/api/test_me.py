"""What is mine: read and said by a program of mine, and by nobody else's."""

from datetime import date

import pytest

from farflung.server.core.models import AuditEntry
from farflung.server.org.models import Absence, Stay
from tests.server.api.conftest import Programs
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
LIMA = {"place": "Lima, Peru", "kind": "travel", "start": "2027-03-16", "end": "2027-03-19"}


def test_who_i_am(program: Programs) -> None:
    found = program("Camille").get("/me").json()
    assert found["roles"] == ["compliance", "member", "people"]
    assert found["person"]["place"]["zone"] == "Europe/Paris"
    operator = program("setup").get("/me")
    assert operator.status_code == 404


@pytest.mark.parametrize(
    "path", ["/me/hours", "/me/day", "/me/places", "/me/absences", "/me/swaps", "/me/data"]
)
def test_mallory_is_nobody_here(program: Programs, path: str) -> None:
    assert program("Mallory").get(path).status_code == 404
    assert program("Ana").get(path).status_code == 200


def test_a_change_names_only_what_changes(polaris: Cast, program: Programs) -> None:
    before = polaris.person("Ana")
    answer = program("Ana").patch(
        "/me", {"skills": ["ledger", "sailing"], "rest": {"start": "22:00", "end": "06:30"}}
    )
    assert answer.status_code == 200, answer.content
    after = polaris.person("Ana")
    assert (after.skills, after.rest_start, after.rest_end) == (["ledger", "sailing"], 1320, 1830)
    assert (after.name, after.job, after.place_id, after.languages) == (
        before.name, before.job, before.place_id, before.languages,
    )  # fmt: skip
    assert answer.json()["person"]["rest"] == {"start": "22:00", "end": "06:30"}
    assert program("Ana").patch("/me", {"rest": None}).json()["person"]["rest"] is None


def test_a_place_of_several_has_choices(program: Programs) -> None:
    ana = program("Ana")
    refused = ana.patch("/me", {"place": "Springfield"})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["pointer"] == "/place"
    which = error["choices"][0]["which"]
    assert ana.patch("/me", {"place": "Springfield", "which": which}).status_code == 200


def test_hours_from_a_date_on(polaris: Cast, program: Programs) -> None:
    week = [{"weekday": day, "start": "07:00", "end": "15:00"} for day in range(4)]
    answer = program("Ana").post("/me/hours", {"start": "2027-04-05", "week": week})
    assert answer.status_code == 200, answer.content
    new = next(one for one in answer.json() if one["start"] == "2027-04-05")
    assert new["week"] == week
    assert "hours" in polaris.person("Ana").own


def test_a_third_span_of_a_day_is_located(program: Programs) -> None:
    week = [{"weekday": 0, "start": f"{hour:02}:00", "end": f"{hour + 1:02}:00"} for hour in (8, 10, 12)]
    answer = program("Ana").post("/me/hours", {"start": "2027-04-05", "week": week})
    assert answer.json()["errors"][0]["pointer"] == "/week/2"


def test_confirming_in_one_step(polaris: Cast, program: Programs) -> None:
    said = {
        "place": "Porto, Portugal",
        "days": [0, 1, 2],
        "start": "09:00",
        "end": "17:00",
        "consents": ["local"],
    }
    answer = program("Ana").post("/me/confirm", said)
    assert answer.status_code == 200, answer.content
    person = answer.json()["person"]
    assert person["confirmed_at"] == "2027-03-01T09:00:00Z"
    assert person["consents"] == {"local": True, "introductions": False, "events": False}
    assert polaris.person("Ana").place.city == "Porto"


def test_a_dry_run_of_a_stay_tells_its_effect_and_writes_nothing(program: Programs) -> None:
    ana = program("Ana")
    before = Stay.objects.count(), AuditEntry.objects.count()
    answer = ana.post("/me/stays?dry_run=true", LIMA)
    assert answer.status_code == 200, answer.content
    assert answer.json()["stay"] is None
    effect = answer.json()["effect"]
    assert effect["ahead_minutes"] == -300
    assert any(one["before_minutes"] != one["after_minutes"] for one in effect["shared"])
    assert (Stay.objects.count(), AuditEntry.objects.count()) == before


def test_a_stay_is_planned_corrected_and_withdrawn(program: Programs) -> None:
    ana = program("Ana")
    made = ana.post("/me/stays", LIMA)
    assert made.status_code == 201
    first = made.json()["stay"]["id"]
    second = ana.put(f"/me/stays/{first}", {**LIMA, "end": "2027-03-20"}).json()["stay"]
    assert second["replaces"] == first
    assert ana.delete(f"/me/stays/{second['id']}").status_code == 204
    known = {one["id"]: one for one in ana.get("/me/places").json()}
    assert known[first]["superseded_at"]
    assert known[second["id"]]["withdrawn"] is True


def test_nobody_else_touches_my_stay(program: Programs) -> None:
    stay = program("Ana").post("/me/stays", LIMA).json()["stay"]["id"]
    for name in ("Wei", "Camille", "Omar", "Mallory"):
        other = program(name)
        assert other.put(f"/me/stays/{stay}", LIMA).status_code == 404, name
        assert other.delete(f"/me/stays/{stay}").status_code == 404, name
    assert Stay.objects.get(code=stay).superseded_at is None


def test_an_absence_has_no_word_about_why(program: Programs) -> None:
    ana = program("Ana")
    body = {"start": "2027-03-16", "end": "2027-03-17", "from_time": "12:00"}
    tried = ana.post("/me/absences?dry_run=true", body).json()
    assert tried["absence"] is None
    assert tried["effect"]["work_minutes"] > 0
    assert not Absence.objects.filter(during__contains=date(2027, 3, 16), person__name="Ana").exists()
    made = ana.post("/me/absences", body).json()["absence"]
    assert set(made) == {"id", "start", "end", "from_time", "until_time"}
    assert ana.post("/me/absences", {**body, "reason": "x"}).status_code == 422
    assert program("Camille").delete(f"/me/absences/{made['id']}").status_code == 404
    assert ana.delete(f"/me/absences/{made['id']}").status_code == 204
    assert ana.get("/me/absences").json() == []


def test_what_is_kept_about_me_is_mine_alone(polaris: Cast, program: Programs) -> None:
    records = program("Ana").get("/me/data").json()["records"]
    assert records["person"][0]["email"] == polaris.person("Ana").email
    assert records["token"][0]["prefix"].startswith("ff_")
    assert "digest" not in records["token"][0]
