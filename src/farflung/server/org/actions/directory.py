"""What a directory says of somebody, while it runs: taken over, but for what a person said themself (N10)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.writing import MAP, writing
from farflung.server.org.actions.imports.facts import place_fact, vaguer
from farflung.server.org.actions.mismatches import ask_about
from farflung.server.org.actions.people import PersonChanges, set_fields, tell_changed
from farflung.server.org.actions.whose import held
from farflung.server.org.events import MismatchFound
from farflung.server.org.models import Mismatch, Person


def hear(*, person: Person, said: PersonChanges, source: str, by: Account, now: datetime) -> Person:
    """Changes what `said` names. What the person said otherwise stays, and becomes a question to them alone.

    A place that is the same in fewer words is no news. Raises `Refused` as `change_person` does.
    """
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        named = {name: value for name, value in said.named.items() if not _vaguer(row, name, value)}
        contested = {name: value for name, value in named.items() if name in row.own}
        plain = {name: value for name, value in named.items() if name not in contested}
        changed = set_fields(row, PersonChanges(**plain), now)
        row.save()
        tell_changed(write, row, changed)
        ask_about(write, _asked(row, contested, source, now), by_directory=True)
        return row


def _fact(name: str, value: Any) -> Any:
    return place_fact(value) if name == "place" else value


def _here(person: Person, name: str) -> Any:
    if name != "place":
        return getattr(person, name)
    place = person.place
    return [place.zone, place.country, place.subdivision, place.city]


def _vaguer(person: Person, name: str, value: Any) -> bool:
    return name == "place" and vaguer(place_fact(value), _here(person, name))


def _asked(person: Person, contested: dict[str, Any], source: str, now: datetime) -> Iterator[Mismatch]:
    """A row for each that differs and was not asked before; one that is open is told what is said now."""
    for name, value in sorted(contested.items()):
        here, there = _here(person, name), _fact(name, value)
        of_it = Mismatch.objects.filter(person=person, field=name)
        # Compared here: what is kept as JSON is null where the value is.
        if here == there or any(row.there == there for row in of_it):
            continue
        row = of_it.filter(answered_at=None).first() or Mismatch(person=person, field=name)
        row.here, row.there, row.source, row.found_at = here, there, source[:200], now
        row.save()
        publish(MismatchFound(person.code, row.code))
        yield row
