"""What programs may do with tokens: every operation with one, held against a session of the owner's."""

import re
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from django.test import Client

from farflung.server.core.actions.tokens import make_token
from farflung.server.core.api.door import Scope
from farflung.server.site.who_sees import ROWS
from tests.server.calling import addresses, asked, operations
from tests.server.company import NOW
from tests.server.walking import OTHER, Company, Walker

USED = re.compile(rb'"used_at": ?("[^"]*"|null)')


def program(walker: Walker, scopes: Collection[str]) -> Client:
    """A client that has nothing but a token of somebody's."""
    assert walker.account is not None
    day = timedelta(days=1)
    word = make_token(name="n17", scopes=scopes, valid=day, by=walker.account, now=NOW)[1]
    return Client(headers={"authorization": f"Bearer {word}"})


def besides(everybody: Company, name: str) -> Iterator[str]:
    """Where a token answers otherwise than its owner is answered, or opens what its scopes do not name."""
    walker, other = everybody.walker(name), str(everybody.cast.people[OTHER].code)
    alone = {scope: program(walker, {scope}) for scope in Scope}
    without = {scope: program(walker, set(Scope) - {scope}) for scope in Scope}
    for method, path, told in operations():
        scope = Scope(told["x-scope"])
        for address, _ in addresses(everybody, path, told, walker):
            owner = asked(walker.client(), method, address, told, other)
            given = asked(alone[scope], method, address, told, other)
            if given.status_code != owner.status_code or (method == "GET" and _told(given) != _told(owner)):
                yield f"{method} {path}: {given.status_code}, and {owner.status_code} to the owner"
            refused = asked(without[scope], method, address, told, other)
            if refused.status_code != 403 or refused.json()["code"] != "scope-missing":
                yield f"{method} {path} without {scope}: {refused.status_code}"


def pages(everybody: Company, name: str) -> set[str]:
    """Pages that a token with every scope opens, beside those that are there for anybody."""
    walker, nobody, with_it = everybody.walker(name), Client(), program(everybody.walker(name), set(Scope))
    return {
        row.route
        for row in ROWS
        if row.method == "GET"
        for path, _ in everybody.paths(row.route, walker)
        if with_it.get(path).status_code != nobody.get(path).status_code
    }


def _told(answer: Any) -> bytes:
    """What is told: a problem has its own name each time, and when this token was used is told as well."""
    return USED.sub(b"", answer.content) if answer.status_code == 200 else b""
