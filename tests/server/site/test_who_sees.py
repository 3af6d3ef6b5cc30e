"""The table of who sees what, walked: every address as everybody, by every method."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, path

from farflung.server.core import clock
from farflung.server.site import who_sees
from farflung.server.site.who_sees import ROWS, Of, Who, rights_of
from tests.server.company import NOW, Cast
from tests.server.walking import METHODS, Company, Walker, company, may, routes

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return company(polaris)


def without_a_row() -> list[str]:
    listed = {row.route for row in ROWS}
    return [route for route in routes() if route not in listed]


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert without_a_row() == []
    assert [row.route for row in ROWS if row.route not in set(routes())] == []
    assert len({(row.method, row.route) for row in ROWS}) == len(ROWS)


def test_a_new_address_fails_until_it_has_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = [*get_resolver().url_patterns, path("planted", lambda request: HttpResponse())]
    monkeypatch.setattr(get_resolver(), "url_patterns", planted, raising=False)
    assert without_a_row() == ["planted"]


def wrong(everybody: Company) -> Iterator[str]:
    """Where the site answers otherwise than the table says."""
    for row in ROWS:
        for walker in everybody.walkers:
            for address, whose in everybody.paths(row.route, walker):
                status = walker.ask(row.method, address, everybody.sent(row.route)).status_code
                if found := _differs(status, walker, may(row.rights, walker.who, whose), row):
                    yield f"{walker.name} {row.method} {address} ({whose}): {found}"


def _differs(status: int, walker: Walker, allowed: bool, row: who_sees.Row) -> str:
    if row.door:
        return "" if status == 401 else f"answered with {status}"
    if allowed:
        return "" if status < 400 or (status == 422 and row.method == "POST") else f"refused with {status}"
    if (walker.name, row.route, status) == ("Nobody", "", 302):
        return ""  # led to where one signs in
    return "" if status == 404 else f"answered with {status}"


def test_everybody_gets_what_the_table_says_and_nothing_else(everybody: Company) -> None:
    assert "\n".join(wrong(everybody)) == ""


def test_a_right_too_many_and_one_too_few_are_seen(
    everybody: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        who_sees.Row("GET", "me/data", "", {Who.STRANGER: Of.ALL}),
        who_sees.Row("GET", "company/people", "", {Who.COMPLIANCE: Of.ALL}),
        who_sees.Row("POST", "me/away/<uuid:code>/withdraw", "", {Who.MEMBER: Of.ALL}),
    ]
    monkeypatch.setitem(globals(), "ROWS", rows)
    found = "\n".join(wrong(everybody))
    assert "Mallory GET /me/data (own): refused with 404" in found
    assert "Daniel GET /company/people (own): answered with 200" in found
    assert "Salma GET /company/people (own): refused with 404" in found
    assert "Tomás POST /me/away/" in found


def test_no_other_method_is_answered(everybody: Company) -> None:
    powerful = [everybody.walker(name) for name in ("Camille", "Wei", "Mei-Ling")]
    answered = [
        f"{method} {address}: {status}"
        for route in routes()
        for method in METHODS
        if rights_of(method, route) is None
        for walker in powerful
        for address, _ in everybody.paths(route, walker)
        if (status := walker.ask(method, address).status_code) not in (404, 405)
    ]
    assert "\n".join(answered) == ""


def test_each_role_is_walked_alone_and_so_are_those_without(everybody: Company) -> None:
    seen = {frozenset(w.who - {Who.ANYBODY, Who.STRANGER, Who.MEMBER}) for w in everybody.walkers}
    for role in (Who.LEAD, Who.PEOPLE, Who.COMPLIANCE, Who.EXECUTIVE, Who.OPERATOR):
        assert frozenset({role}) in seen, role
    assert everybody.walker("Mallory").who == {Who.ANYBODY, Who.STRANGER}
    assert everybody.walker("Runner").who == {Who.ANYBODY, Who.STRANGER, Who.OPERATOR}
