"""Another's code in one's own address: nothing is answered, and nothing happens.

Statuses for everybody and every address are in `site/test_who_sees.py`; here is what is sent well formed.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from farflung.server.org.models import Absence, HolidaySwap, Mismatch, RoleGrant, Stay, Team
from farflung.server.site.who_sees import ROWS
from tests.server.walking import CODE, OTHER, Company, may

pytestmark = pytest.mark.django_db
DIGEST = "SELECT md5(string_agg(t::text, '' ORDER BY t::text))"
KEPT_ANYWAY = {"django_session", "core_bucket"}


def contents() -> dict[str, str]:
    """A digest of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - KEPT_ANYWAY):
            cursor.execute(f"{DIGEST} FROM {table} t")
            found[table] = str(cursor.fetchone()[0])
    return found


def sent(everybody: Company) -> Mapping[str, Any]:
    """A form with every field that any of the addresses reads, filled in as if it were one's own."""
    other = everybody.cast.people[OTHER]
    return {
        "take": "yes", "person": str(other.code), "last_day": "2027-06-30", "name": "Taken",
        "lead": other.email,
        "country": "PT", "date": "2027-05-01", "role": "operator", "complete": "on", "place": "Porto",
        "job": "Owned", "email": "mallory@elsewhere.example", "take_back": "",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Mallory", "Nobody", "Tomás", "Ana", "Salma", "Omar", "Runner"])
def test_what_is_another_s_is_not_changed_by_a_form_that_names_it(everybody: Company, name: str) -> None:
    walker = everybody.walker(name)
    client, data = walker.client(), sent(everybody)
    tried = [
        path
        for row in ROWS
        if row.method == "POST" and CODE.search(row.route)
        for path, whose in everybody.paths(row.route, walker)
        if not may(row.rights, walker.who, whose)
    ]
    before = contents()
    for path in tried:
        assert client.post(path, data).status_code == 404, path
    assert len(tried) > 8
    assert contents() == before


def test_the_same_form_from_its_owner_does_change_it(everybody: Company) -> None:
    rafael = everybody.cast.people[OTHER]
    absence = Absence.objects.filter(person=rafael, withdrawn_at=None).order_by("pk").last()
    assert absence is not None
    camille = everybody.walker("Camille").client()
    before = contents()
    assert camille.post(f"/me/away/{absence.code}/withdraw", sent(everybody)).status_code == 302
    assert contents() != before


@pytest.mark.parametrize("name", ["Camille", "Wei", "Mei-Ling", "Tomás", "Mallory"])
def test_a_code_that_nothing_has_is_not_there(everybody: Company, name: str) -> None:
    walker = everybody.walker(name)
    for row in ROWS:
        if CODE.search(row.route):
            path = f"/{CODE.sub(str(uuid4()), row.route)}"
            nothing = 401 if row.door else 404
            assert walker.ask(row.method, path, sent(everybody)).status_code == nothing, path


def test_a_code_of_another_kind_is_not_there(everybody: Company) -> None:
    """The code of a stay at the address of an absence, and so on."""
    ravi = everybody.walker("Ravi")
    kinds: dict[str, Any] = {"places": Stay, "away": Absence, "swaps": HolidaySwap}
    for where in kinds:
        for kind, model in kinds.items():
            row = model.objects.filter(person=ravi.person).order_by("pk").last()
            assert row is not None
            status = ravi.ask("POST", f"/me/{where}/{row.code}/withdraw").status_code
            assert status == (302 if kind == where else 404), (where, kind)
    mismatch = Mismatch.objects.get(person=ravi.person)
    assert ravi.ask("POST", f"/me/away/{mismatch.code}/withdraw").status_code == 404


def test_nobody_gives_themself_a_role(everybody: Company) -> None:
    before = RoleGrant.objects.count()
    for name in ("Ana", "Mei-Ling", "Omar", "Salma", "Mallory", "Nobody"):
        client = everybody.walker(name).client()
        for role in RoleGrant.Role.values:
            email = everybody.cast.people["Ana"].email
            assert client.post("/company/roles", {"person": email, "role": role}).status_code == 404
    camille = everybody.walker("Camille").client()
    given = {"person": everybody.cast.people["Camille"].email, "role": "operator"}
    assert camille.post("/company/roles", given).status_code == 422
    assert RoleGrant.objects.count() == before


def test_a_team_that_one_leads_gives_no_right_to_another(everybody: Company) -> None:
    mei_ling = everybody.walker("Mei-Ling")
    own = Team.objects.filter(lead=mei_ling.person)[0]
    other = Team.objects.exclude(lead=mei_ling.person).order_by("pk")[0]
    client = mei_ling.client()
    assert client.get(f"/company/teams/{own.code}").status_code == 200
    assert client.post(f"/company/teams/{other.code}", {"name": "Taken", "lead": ""}).status_code == 404
    assert client.post(f"/company/teams/{own.code}/remove").status_code == 404
    assert not Team.objects.filter(name="Taken").exists()
