"""A form of another site is not taken, wherever it is sent."""

import pytest

from farflung.server.site.who_sees import ROWS, Who
from tests.server.walking import Company

pytestmark = pytest.mark.django_db
OURS = {row.route for row in ROWS if row.method == "POST" and not row.route.startswith("api/")}
DIRECTORY = {route for route in OURS if route.startswith("scim/v2/")}
PROVEN = {"chat/slack", "chat/mattermost", "mail/stop/<str:word>"} | DIRECTORY
"""No session opens these, so no form of another site can use them: they want a signature, a word, or a token
that no browser sends by itself."""
POSTS = sorted(OURS - PROVEN)


@pytest.mark.parametrize("name", ["Camille", "Wei", "Nobody"])
def test_without_its_token_no_form_is_taken(everybody: Company, name: str) -> None:
    walker = everybody.walker(name)
    for route in POSTS:
        for path, _ in everybody.paths(route, walker):
            answer = walker.ask("POST", path, everybody.sent(route), enforce_csrf_checks=True)
            assert answer.status_code == 403, path


def test_what_wants_no_form_s_token_is_opened_by_nobody_s_session(everybody: Company) -> None:
    for route in PROVEN:
        for walker in everybody.walkers:
            for path, _ in everybody.paths(route, walker):
                status = walker.ask("POST", path, {"text": "help"}).status_code
                assert status == (401 if route in DIRECTORY else 404), (walker.name, path)


def test_with_it_they_are(everybody: Company) -> None:
    camille = everybody.walker("Camille").client(enforce_csrf_checks=True)
    camille.get("/me")
    token = camille.cookies["farflung_csrf"].value
    sent = {"csrfmiddlewaretoken": token, "language": "fr", "next": "/me"}
    assert camille.post("/language", sent).status_code == 302
    assert camille.post("/language", sent | {"csrfmiddlewaretoken": "x" * len(token)}).status_code == 403


def test_nothing_is_changed_by_following_a_link(everybody: Company) -> None:
    """Whatever only has a form answers no GET; a picture on another site cannot press its button."""
    pages = {row.route for row in ROWS if row.method == "GET"}
    camille = everybody.walker("Camille")
    for route in set(POSTS) - pages:
        for path, _ in everybody.paths(route, camille):
            assert camille.ask("GET", path).status_code in (404, 405), path
    assert Who.ANYBODY in everybody.walker("Nobody").who
