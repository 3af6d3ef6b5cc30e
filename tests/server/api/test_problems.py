"""Whatever goes wrong is a problem document that says what, and where."""

from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.urls import path as route

from farflung.server.core.api.kinds import KINDS
from farflung.server.core.api.problems import MEDIA_TYPE
from farflung.server.site import urls
from tests.server.api.conftest import Program, Programs
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
LIMA = {"place": "Lima, Peru", "kind": "travel", "start": "2027-03-16", "end": "2027-03-19"}
NO_INSTANTS = ["2027-03-15T10:00:00", "2027-03-15", "1500000000", "today", "2027-02-30T10:00:00Z"]


def problem(answer: Any, status: int, name: str) -> dict[str, Any]:
    """The body, once it is what the standard says."""
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    found: dict[str, Any] = answer.json()
    assert (answer.status_code, found["status"], found["type"]) == (status, status, f"/api/problems#{name}")
    assert found["title"]
    assert answer.headers["X-Request-Id"] in found["instance"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    return found


def test_what_is_not_there(program: Programs) -> None:
    ana = program("Ana")
    problem(ana.get("/nothing"), 404, "not-found")
    problem(ana.get("/people/not-a-code"), 404, "not-found")
    problem(ana.get("/people/00000000-0000-0000-0000-000000000000"), 404, "not-found")
    assert "GET" in ana.delete("/me").headers["Allow"]
    problem(ana.delete("/me"), 405, "method-not-allowed")


def test_what_cannot_be_read(program: Programs) -> None:
    ana = program("Ana")
    problem(
        ana.post(
            "/me/absences",
            b"{",
        ),
        400,
        "malformed",
    )
    wrong = ana.client.get("/api/v1/me", headers={"host": "elsewhere.example"})
    problem(wrong, 400, "malformed")


@pytest.mark.parametrize("size", [3_000_000])
def test_what_is_too_large(program: Programs, size: int) -> None:
    problem(program("Ana").post("/me/absences", b'"' + b"a" * size + b'"'), 413, "too-large")
    stranger = Client().post("/api/v1/me/absences", b"a" * size, content_type="application/json")
    problem(stranger, 413, "too-large")


def test_an_error_is_located_in_the_body(program: Programs) -> None:
    body = {"start": "2027-13-01", "end": "2027-03-18", "why": "holiday"}
    found = problem(program("Ana").post("/me/absences", body), 422, "invalid")
    assert {(e["in"], e["pointer"], e["code"]) for e in found["errors"]} == {
        ("body", "/start", "date_from_datetime_parsing"), ("body", "/why", "extra_forbidden"),
    }  # fmt: skip


def test_an_error_of_a_form_is_located_too(program: Programs) -> None:
    ana = program("Ana")
    backwards = {"start": "2027-03-18", "end": "2027-03-16"}
    found = problem(ana.post("/me/absences", backwards), 422, "invalid")
    assert found["errors"][0]["pointer"] == "/end"
    week = {"start": "2027-04-05", "week": [{"weekday": 0, "start": "09:00", "end": "18:00"},
                                            {"weekday": 0, "start": "17:00", "end": "20:00"}]}  # fmt: skip
    found = problem(ana.post("/me/hours", week), 422, "invalid")
    assert found["errors"][0]["pointer"] == ""


def test_what_the_map_forbids_is_named_by_its_rule(program: Programs) -> None:
    ana = program("Ana")
    body = {"start": "2027-03-16", "end": "2027-03-18"}
    assert ana.post("/me/absences", body).status_code == 201
    found = problem(ana.post("/me/absences", body), 422, "refused")
    assert found["code"] == "overlap"
    assert found["errors"][0]["pointer"] == "/start"


def test_who_is_slower_is_told_that_it_changed(program: Programs) -> None:
    ana = program("Ana")
    made = ana.post(
        "/me/stays", {"place": "Lima, Peru", "kind": "travel", "start": "2027-03-16", "end": "2027-03-19"}
    )
    stay = made.json()["stay"]["id"]
    assert ana.delete(f"/me/stays/{stay}").status_code == 204
    problem(ana.delete(f"/me/stays/{stay}"), 409, "changed-since")


@pytest.mark.parametrize(
    "at", ["2027-03-15T10:00:00", "2027-03-15", "1500000000", "today", "2027-02-30T10:00:00Z"]
)
def test_an_instant_without_an_offset_is_refused(polaris: Cast, program: Programs, at: str) -> None:
    code = polaris.person("Wei").code
    found = problem(program("Ana").get(f"/people/{code}/where", at=at), 422, "invalid")
    assert found["errors"][0]["name"] == "at"


def test_an_error_inside_is_told_without_its_inside(
    program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: Any) -> Any:
        raise RuntimeError("the password is tulip")

    monkeypatch.setattr(urls, "urlpatterns", [route("api/v1/broken", broken), *urls.urlpatterns])
    ana = program("Ana")
    ana.client.raise_request_exception = False
    clear_url_caches()
    try:
        answer = ana.get("/broken")
    finally:
        clear_url_caches()
    problem(answer, 500, "internal")
    assert "tulip" not in answer.content.decode()


def test_every_kind_is_on_the_page_to_which_types_lead(polaris: Cast) -> None:
    client = Client()
    client.force_login(polaris.account("Ana"))
    page = client.get("/api/problems").content.decode()
    assert [kind.name for kind in KINDS if f'id="{kind.name}"' not in page] == []
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_a_text_that_no_table_can_hold_is_refused(program: Programs) -> None:
    ana: Program = program("Ana")
    for text in ("a\0b", "a\ud800b"):
        found = problem(ana.patch("/me", {"job": text}), 422, "invalid")
        assert found["errors"][0]["pointer"] == "/job"
    problem(ana.get("/people", skill="\0"), 422, "invalid")
