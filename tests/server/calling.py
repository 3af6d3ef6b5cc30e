"""Every operation of the JSON interface, called: with which records in its address, and which body."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from farflung.server.org.models import Holiday, LegalEntity, Person, Stay, Team
from farflung.server.site.api.assembled import api
from farflung.server.site.api.samples import sample
from farflung.server.site.who_sees import Of
from tests.server.walking import OF_ONE, OTHER, Company, Walker, undone

CODED = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
ZEROS = "00000000-0000-0000-0000-000000000000"
MINE = {"/me/mismatches/": "me/mismatches/", "/me/stays/": "me/places/", "/me/absences/": "me/away/",
        "/me/swaps/": "me/swaps/"}  # fmt: skip

WALKED = {
    "me/inbox": "inbox/<uuid:code>", "me/sent": "inbox/sent/<uuid:code>",
    "me/calendars": "me/calendars/<uuid:code>", "me/busy": "me/busy/<uuid:code>",
    "me/sessions": "me/sessions/<uuid:code>",
    "meetings": "meetings/<uuid:code>", "agreements": "agreements/<uuid:code>",
}  # fmt: skip
"""What is found as on the pages."""


@cache
def schema() -> dict[str, Any]:
    """The description, made once."""
    return dict(api.get_openapi_schema())


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, ways in schema()["paths"].items():
        for method, told in ways.items():
            yield method.upper(), path, {**told, "method": method.upper()}


def mine(model: Any, person: Person | None) -> Any:
    """A record of somebody; of stays one that still holds."""
    found = model.objects.filter(person=person)
    return (found.filter(superseded_at=None) if model is Stay else found)[0].code


def record(everybody: Company, method: str, path: str, walker: Walker) -> Iterator[tuple[str, Of]]:
    """What stands for `{id}` and `{person}`, and whose it is."""
    if "{" not in path:
        yield "", Of.OWN
        return
    walked = [page for start, page in WALKED.items() if path.startswith(f"/api/v1/{start}/{{")]
    if walked:
        # What changes a series is for who keeps it: another one stands for theirs.
        changes = "/edit" if walked[0].startswith("meetings/") and method != "GET" else ""
        pages = everybody.paths(f"{walked[0]}{changes}", walker)
        yield from ((CODED.findall(page)[0], whose) for page, whose in pages)
        return
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
    if path.startswith("/api/v1/findings/{"):
        route = path.removeprefix("/api/v1/").replace("{id}", "<uuid:code>")
        pages = everybody.paths(route, walker)
        yield from ((page.split("/")[2], whose) for page, whose in pages)
        return
    if path.startswith("/api/v1/company/hooks/{"):
        yield str(everybody.hook()), Of.ALL
        return
    other = str(everybody.cast.people[OTHER].code)
    holiday = Holiday.objects.select_related("calendar").order_by("pk")[0]
    known = {
        "entities": LegalEntity.objects.order_by("pk")[0].code, "calendars": holiday.calendar.code,
        "holidays": holiday.code, "imports": everybody.cast.batch.code,
    }  # fmt: skip
    yield str(known.get(path.split("/")[3], other)), Of.ALL


def addresses(
    everybody: Company, path: str, told: dict[str, Any], walker: Walker
) -> Iterator[tuple[str, Of]]:
    """The addresses of an operation for somebody, with what it needs to be asked; and whose record it is."""
    other = str(everybody.cast.people[OTHER].code)
    for code, whose in record(everybody, told["method"], path, walker):
        address = (
            path.replace("{id}", code)
            .replace("{person}", other)
            .replace("{role}", "compliance")
            .replace("{key}", "next")
        )
        yield f"{address}?{query(told, other)}", whose


def asked(client: Client, method: str, path: str, told: dict[str, Any], other: str) -> Any:
    """The answer to the operation; nothing it changes stays."""
    sent = told.get("requestBody", {}).get("content", {})
    client.raise_request_exception = False
    with undone():
        if "multipart/form-data" in sent:
            return client.post(path, {"files": [SimpleUploadedFile("a.csv", b"id,name\n")]})
        parts = schema()["components"]["schemas"]
        body = json.dumps(_without_teams(sample(sent["application/json"]["schema"], parts))) if sent else ""
        body = body.replace(ZEROS, other).replace('"parent"', '"lead"')  # a lead has no say in the tree
        return client.generic(method, path, body, content_type="application/json")


NOT_OF_PEOPLE = {"teams", "optional_teams", "team", "agreement"}


def _without_teams(body: Any) -> Any:
    """Every id that is sent is somebody's: of nobody else, of no team and no agreement."""
    if not isinstance(body, dict):
        return body
    return {name: _without_teams(value) for name, value in body.items() if name not in NOT_OF_PEOPLE}


def query(told: dict[str, Any], other: str) -> str:
    """The parameters that are needed."""
    day = {"date": "2027-03-15", "date-time": "2027-03-15T09:30:00Z"}
    needed = [one for one in told.get("parameters", ()) if one["in"] == "query" and one["required"]]
    return "&".join(f"{one['name']}={day.get(one['schema'].get('format', ''), other)}" for one in needed)
