"""Hosts that are not ours, ways that lead elsewhere, sessions that were brought along."""

import pytest
from django.conf import settings

from farflung.server.site.who_sees import ROWS
from tests.server.walking import Company

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
)


def test_another_host_is_not_answered(everybody: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["people.polaris.example"])
    camille = everybody.walker("Camille").client()
    for host in (
        "evil.example",
        "people.polaris.example.evil.example",
        "evil.example:80",
        "a b",
        "x@evil.example",
    ):
        for path in ("/", "/me", "/sign-in", "/invitations", "/nothing"):
            answer = camille.get(path, headers={"host": host})
            assert answer.status_code == 400, (host, path)
            assert "evil" not in answer.content.decode()
    assert camille.get("/me", headers={"host": "people.polaris.example"}).status_code == 200


def test_a_host_that_is_forwarded_makes_no_link(everybody: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["people.polaris.example"])
    headers = {
        "host": "people.polaris.example",
        "x-forwarded-host": "evil.example",
        "forwarded": "host=evil.example",
    }
    camille = everybody.walker("Camille").client()
    data = {"person": str(everybody.cast.people["Rafael"].code)}
    text = camille.post("/invitations", data, headers=headers).content.decode()
    assert "people.polaris.example/join/" in text
    assert "evil" not in text


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("path", ["/language", "/sign-in", "/sign-out", "/demo/be", "/me", "/password"])
def test_no_form_and_no_page_leads_elsewhere(everybody: Company, path: str, elsewhere: str) -> None:
    for name in ("Camille", "Nobody"):
        walker = everybody.walker(name)
        asked = [
            walker.ask("GET", f"{path}?next={elsewhere}"),
            walker.ask("POST", path, {"next": elsewhere, "language": "fr"}),
        ]
        for answer in asked:
            assert "evil" not in answer.headers.get("Location", "")
            assert "javascript" not in answer.headers.get("Location", "")


def test_a_session_that_was_brought_along_is_nobody_s(everybody: Company) -> None:
    nobody = everybody.walker("Nobody").client()
    for brought in ("a" * 32, "../../x", "' OR 1=1", "x" * 5000, ""):
        nobody.cookies["farflung_session"] = brought
        assert nobody.get("/me").status_code == 404


def test_every_answer_has_its_policy(everybody: Company) -> None:
    camille = everybody.walker("Camille")
    for row in ROWS:
        for path, _ in everybody.paths(row.route, camille) if row.method == "GET" else ():
            headers = camille.ask("GET", path).headers
            assert headers["X-Frame-Options"] == "DENY", path
            assert headers["X-Content-Type-Options"] == "nosniff", path
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
            assert "unsafe" not in headers["Content-Security-Policy"], path
            assert "private" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"], path
