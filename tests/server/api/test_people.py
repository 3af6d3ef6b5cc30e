"""People and their time, as everybody here may ask for them."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from farflung.server.core import clock
from farflung.server.core.models import Look
from tests.server.api.conftest import Programs
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
LIMA = {"place": "Lima, Peru", "kind": "travel", "start": "2027-03-16", "end": "2027-03-19"}
WEEK = {"from": "2027-03-15T00:00:00Z", "until": "2027-03-22T00:00:00+00:00"}


def test_pages_of_people_hold_everybody_once(program: Programs) -> None:
    ana = program("Ana")
    found, after = list[str](), None
    for _ in range(30):
        page = ana.get("/people", limit=7, **({"after": after} if after else {})).json()
        found += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
        assert len(page["items"]) == 7
    assert len(found) == len(set(found)) == len(ana.get("/people", limit=200).json()["items"])


def test_people_are_found_by_their_words(program: Programs) -> None:
    ana = program("Ana")
    assert [one["name"] for one in ana.get("/people", q="mei").json()["items"]] == ["Mei-Ling"]
    working = {one["name"] for one in ana.get("/people", at_work_now="true", limit=200).json()["items"]}
    assert "Ana" in working
    assert "Tomás" not in working  # six in the morning in Buenos Aires
    assert ana.get("/people", at_work_now="perhaps").status_code == 422
    near = {one["name"] for one in ana.get("/people", shares_hours=20, limit=200).json()["items"]}
    far = {one["name"] for one in ana.get("/people", shares_hours=1, limit=200).json()["items"]}
    assert {"Ana", "Jack"} & far == set()  # oneself, and whose day in Sydney never meets Lisbon's
    assert near < far
    assert ana.get("/people", shares_hours=169).status_code == 422
    assert ana.get("/people", limit=0).status_code == 422


def test_somebody_s_card_has_nothing_that_is_private(polaris: Cast, program: Programs) -> None:
    found = program("Ana").get(f"/people/{polaris.person('Wei').code}").json()
    assert found["place"]["zone"] == "Asia/Taipei"
    assert found["clock"] == {"date": "2027-03-01", "time": "17:00", "zone": "Asia/Taipei"}
    private = {"rest", "started", "ended", "entity", "consents", "own", "confirmed_at", "key"}
    assert private.isdisjoint(found)
    assert not Look.objects.exists()


def test_where_somebody_is_and_what_was_known_when(
    polaris: Cast, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, code = program("Ana"), polaris.person("Ana").code
    later = NOW + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    made = ana.post(
        "/me/stays", {"place": "Lima, Peru", "kind": "travel", "start": "2027-03-16", "end": "2027-03-19"}
    )
    assert made.status_code == 201
    at = "2027-03-17T12:00:00Z"
    now = ana.get(f"/people/{code}/where", at=at).json()
    assert (now["place"]["city"], now["kind"], now["clock"]["time"]) == ("Lima", "travel", "07:00")
    assert now["holidays"]["country"] == "PT"
    before = ana.get(f"/people/{code}/where", at=at, known_at=NOW.isoformat()).json()
    assert (before["place"]["city"], before["kind"]) == ("Lisbon", "home")
    assert not Look.objects.exists()
    ana.delete(f"/me/stays/{made.json()['stay']['id']}")
    assert ana.get(f"/people/{code}/where", at=at).json()["kind"] == "home"


def test_looking_back_is_for_few_and_is_seen(polaris: Cast, program: Programs) -> None:
    code = polaris.person("Wei").code
    asked = {"known_at": NOW.isoformat()}
    for name in ("Ana", "Omar", "Tomás", "Mallory"):
        assert program(name).get(f"/people/{code}/where", **asked).status_code == 404, name
    assert not Look.objects.exists()
    assert program("Camille").get(f"/people/{code}/where", **asked).status_code == 200
    look = Look.objects.get()
    assert (look.about, look.by, look.field) == (code, polaris.account("Camille"), "stay.recorded_at")


def test_hours_in_a_window(polaris: Cast, program: Programs) -> None:
    program("Wei").post("/me/absences", {"start": "2027-03-16", "end": "2027-03-16"})
    found = program("Ana").get(f"/people/{polaris.person('Wei').code}/hours", **WEEK).json()
    days = {one["local_start"]["date"] for one in found["work"]}
    assert "2027-03-15" in days
    assert "2027-03-16" not in days
    assert found["unavailable"] == [{"start": "2027-03-16", "end": "2027-03-16"}]
    length = sum(
        (datetime.fromisoformat(one["end"]) - datetime.fromisoformat(one["start"]) for one in found["work"]),
        timedelta(),
    )
    assert found["minutes"] == length / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("start", "until"),
    [("2027-03-15T00:00:00Z", "2027-03-15T00:00:00Z"), ("2027-03-15T00:00:00Z", "2027-07-15T00:00:00Z"),
     ("2027-03-15T00:00:00", "2027-03-16T00:00:00Z"), ("0001-01-01T00:00:00Z", "0001-01-02T00:00:00Z"),
     ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z")],
)  # fmt: skip
def test_windows_that_are_none(polaris: Cast, program: Programs, start: str, until: str) -> None:
    path = f"/people/{polaris.person('Wei').code}/hours"
    assert program("Ana").get(path, **{"from": start, "until": until}).status_code == 422


def test_overlap_is_what_all_of_them_share(polaris: Cast, program: Programs) -> None:
    ana = program("Ana")
    codes = [str(polaris.person(name).code) for name in ("Ana", "Camille")]
    found = ana.get("/overlap", people=codes, **WEEK).json()
    alone = ana.get(f"/people/{codes[0]}/hours", **WEEK).json()
    assert found["people"] == codes
    assert 0 < found["minutes"] <= alone["minutes"]
    assert found["shared"][0]["local_start"]["zone"] == "Europe/Lisbon"
    assert ana.get("/overlap", people=codes[:1], **WEEK).status_code == 422
    stranger = [codes[0], "00000000-0000-0000-0000-000000000000"]
    assert ana.get("/overlap", people=stranger, **WEEK).status_code == 404


def test_now_counts_nobody_below_five(program: Programs) -> None:
    found = program("Ana").get("/now").json()
    assert found["people"] >= 20
    assert [one for one in [*found["places"], *found["teams"]] if one["people"] < 5] == []


def test_holidays_between_two_days(program: Programs) -> None:
    asked = {"from": "2027-01-01", "until": "2027-12-31"}
    found = program("Ana").get("/holidays", country="PT", **asked).json()
    assert {one["country"] for one in found} == {"PT"}
    assert "2027-04-25" in {one["date"] for one in found}
    assert program("Ana").get("/holidays", **{**asked, "until": "2026-12-31"}).status_code == 422


@pytest.mark.parametrize(
    "path",
    ["/people", "/now", "/teams", "/clock-changes", "/me", "/holidays?from=2027-01-01&until=2027-02-01"],
)
def test_mallory_finds_nothing(program: Programs, path: str) -> None:
    assert program("Mallory").get(path).status_code == 404


@pytest.mark.parametrize("path", ["/people", "/now", "/me", "/me/day", "/teams", "/clock-changes"])
def test_no_operation_asks_the_database_often(program: Programs, path: str) -> None:
    ana = program("Ana")
    ana.get("/now")  # the process makes its copy of the map
    with CaptureQueriesContext(connection) as queries:
        assert ana.get(path).status_code == 200
    assert len(queries) <= 15, [query["sql"][:80] for query in queries]
