"""The table of who may call what, walked: every operation as everybody, with a body of the right shape."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from farflung.server.org.models import Holiday, LegalEntity, Person, Stay, Team
from farflung.server.site.api.assembled import api
from farflung.server.site.api.samples import sample
from farflung.server.site.who_calls import OPERATIONS
from farflung.server.site.who_sees import Of
from tests.server.company import Cast
from tests.server.walking import OF_ONE, OTHER, Company, Walker, company, may, undone

pytestmark = pytest.mark.django_db
ZEROS = "00000000-0000-0000-0000-000000000000"
MINE = {"/me/mismatches/": "me/mismatches/", "/me/stays/": "me/places/", "/me/absences/": "me/away/",
        "/me/swaps/": "me/swaps/"}  # fmt: skip


@pytest.fixture
def everybody(polaris: Cast) -> Company:
    return company(polaris)


@cache
def schema() -> dict[str, Any]:
    """The description, made once."""
    return dict(api.get_openapi_schema())


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, ways in schema()["paths"].items():
        for method, told in ways.items():
            yield method.upper(), path, told


def test_every_operation_has_its_rights_and_no_other_is_listed() -> None:
    assert {told["operationId"] for _, _, told in operations()} == OPERATIONS.keys()


def mine(model: Any, person: Person | None) -> Any:
    """A record of somebody; of stays one that still holds."""
    found = model.objects.filter(person=person)
    return (found.filter(superseded_at=None) if model is Stay else found)[0].code


def record(everybody: Company, path: str, walker: Walker) -> Iterator[tuple[str, Of]]:
    """What stands for `{id}` and `{person}`, and whose it is."""
    other = str(everybody.cast.people[OTHER].code)
    holiday = Holiday.objects.select_related("calendar").order_by("pk")[0]
    for start, kind in MINE.items():
        if path.startswith(f"/api/v1{start}{{"):
            if walker.person is not None:
                yield str(mine(OF_ONE[kind], walker.person)), Of.OWN
            yield str(mine(OF_ONE[kind], everybody.cast.people[OTHER])), Of.ALL
            return
    if path.startswith("/api/v1/teams/{"):
        led = Team.objects.filter(lead=walker.person).first() if walker.person else None
        if led is not None:
            yield str(led.code), Of.LED
        yield str(Team.objects.exclude(lead=walker.person).order_by("pk")[0].code), Of.ALL
        return
    known = {
        "entities": LegalEntity.objects.order_by("pk")[0].code, "calendars": holiday.calendar.code,
        "holidays": holiday.code, "imports": everybody.cast.batch.code,
    }  # fmt: skip
    yield str(known.get(path.split("/")[3], other)), Of.OWN if "{" not in path else Of.ALL


def asked(walker: Walker, method: str, path: str, told: dict[str, Any], other: str) -> int:
    """The status of the operation; nothing it changes stays."""
    sent = told.get("requestBody", {}).get("content", {})
    client = walker.client()
    client.raise_request_exception = False
    with undone():
        if "multipart/form-data" in sent:
            status: int = client.post(
                path, {"files": [SimpleUploadedFile("a.csv", b"id,name\n")]}
            ).status_code
            return status
        parts = schema()["components"]["schemas"]
        body = json.dumps(sample(sent["application/json"]["schema"], parts)) if sent else ""
        body = body.replace(ZEROS, other).replace('"parent"', '"lead"')  # a lead has no say in the tree
        return client.generic(method, path, body, content_type="application/json").status_code


def query(told: dict[str, Any], other: str) -> str:
    """The parameters that are needed."""
    day = {"date": "2027-03-15", "date-time": "2027-03-15T09:30:00Z"}
    needed = [one for one in told.get("parameters", ()) if one["in"] == "query" and one["required"]]
    return "&".join(f"{one['name']}={day.get(one['schema'].get('format', ''), other)}" for one in needed)


def wrong(everybody: Company) -> Iterator[str]:
    """Where an operation answers otherwise than the table says."""
    other = str(everybody.cast.people[OTHER].code)
    for method, path, told in operations():
        rights = OPERATIONS[told["operationId"]]
        for walker in everybody.walkers:
            for code, whose in record(everybody, path, walker):
                address = (
                    path.replace("{id}", code).replace("{person}", other).replace("{role}", "compliance")
                )
                status = asked(walker, method, f"{address}?{query(told, other)}", told, other)
                allowed = may(rights, walker.who, whose)
                if walker.name == "Nobody":
                    fits = status == 401
                elif allowed:
                    fits = status in (200, 201, 202, 204, 409, 422)
                else:
                    fits = status == 404
                if not fits:
                    yield f"{walker.name} {method} {path} ({whose}): {status}"


def test_everybody_gets_what_the_table_says_and_nothing_else(everybody: Company) -> None:
    assert "\n".join(wrong(everybody)) == ""
