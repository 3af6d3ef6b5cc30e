"""A plan, written: all of it or nothing, in one transaction."""

from collections.abc import Callable
from datetime import datetime

from farflung.engine.model import Place as EnginePlace
from farflung.server.core.events import publish
from farflung.server.core.writing import Write
from farflung.server.org.actions.imports.apply_people import World, Written, put_memberships, put_people
from farflung.server.org.actions.imports.apply_time import (
    put_absences,
    put_hours,
    put_stays,
    put_swaps_and_roles,
)
from farflung.server.org.actions.imports.apply_world import (
    put_calendars,
    put_entities,
    put_places,
    put_teams,
)
from farflung.server.org.actions.imports.ledger import Ledger
from farflung.server.org.actions.imports.plan import Found, Plan
from farflung.server.org.actions.imports.reading import Reading
from farflung.server.org.actions.mismatches import ask_about
from farflung.server.org.actions.whose import refresh_words
from farflung.server.org.events import FilesHeld, MismatchFound
from farflung.server.org.models import Mismatch

STEPS = 7
Tell = Callable[[int], None]
"""Hears how many of `STEPS` are done."""

_LISTS = ("stays", "absences")


def write_plan(write: Write, ledger: Ledger, plan: Plan, reading: Reading, tell: Tell) -> int:
    """Writes it all; how many rows. To be called inside of an action that holds everybody's row."""
    own = reading.own
    put_calendars(ledger, own)
    entities = put_entities(ledger, _entities(plan), own)
    world = World(put_places(ledger, _places(plan), write.now), entities)
    tell(1)
    written = put_people(ledger, plan, own, world, write.now)
    tell(2)
    teams = put_teams(ledger, plan.teams, {key: row.pk for key, row in written.rows.items()})
    put_memberships(ledger, plan, written, teams)
    refresh_words(row for row in plan.here.people.values() if row.pk in written.changed)
    tell(3)
    put_hours(ledger, plan, own, written, write.now)
    tell(4)
    put_stays(ledger, plan.stays, written.rows, world.places)
    put_absences(ledger, plan.absences, written.rows, write.now)
    put_swaps_and_roles(ledger, own, written.rows, write.now)
    tell(5)
    ask_about(write, [_find(ledger, found, written, write.now) for found in plan.mismatches])
    _audit(write, written)
    _tell_others(write, ledger, reading, plan, written)
    tell(6)
    return ledger.close()


def _tell_others(write: Write, ledger: Ledger, reading: Reading, plan: Plan, written: Written) -> None:
    """What is not ours to keep: whoever keeps it listens."""
    codes = {key: row.code for key, row in written.rows.items()}
    ids = {**{key: key for key in codes}, **plan.people.keys}
    people = {own: codes[key] for own, key in ids.items() if key in codes}
    sheets = {name: tuple(rows) for name, rows in reading.own.besides.items()}
    publish(
        FilesHeld(ledger.batch.code, write.now, reading.meetings, reading.agreements, sheets, people, codes)
    )


def _entities(plan: Plan) -> set[str]:
    facts = (one.facts if one.pk is None else one.changes for one in plan.people.people)
    return {name for one in facts if (name := one.get("entity"))}


def _places(plan: Plan) -> list[EnginePlace]:
    homes = [one.place for one in plan.people.people if one.pk is None or "place" in one.changes]
    return [place for place in (*homes, *(stay.place for stay in plan.stays.new)) if place]


def _find(ledger: Ledger, found: Found, written: Written, now: datetime) -> Mismatch:
    """A mismatch for the person; one that is open already is told what the file says now."""
    person = written.rows[found.person]
    row = Mismatch.objects.filter(person=person, field=found.fact, answered_at=None).first()
    if row is None:
        made = Mismatch(
            person=person, field=found.fact, here=found.here, there=found.there, source=found.source[:200],
            found_at=now,
        )  # fmt: skip
        (row,) = ledger.make([made])
    else:
        ledger.touch(row)
        row.there = [*(row.there or ()), *found.there] if found.fact in _LISTS else found.there
        row.here, row.source, row.found_at = found.here, found.source[:200], now
        ledger.save([row], ["here", "there", "source", "found_at"])
    publish(MismatchFound(person.code, row.code))
    return row


def _audit(write: Write, written: Written) -> None:
    by_pk = {row.pk: row for row in written.rows.values()}
    changed = ((by_pk[pk].code, {"fields": fields}) for pk, fields in written.changed.items())
    write.audit_all("person.import", "person", ((row.code, {}) for row in written.new))
    write.audit_all("person.import", "person", changed)
