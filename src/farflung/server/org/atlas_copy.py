"""The copy of the map that a process keeps: made once, made anew when the map's revision has changed.

Every request compares the revision, one small query. While one thread makes the new copy the others go on
with the old one; only who has just written waits for what they wrote.
"""

from dataclasses import dataclass
from threading import Condition
from uuid import UUID

from django.db import connection, transaction

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.model import Person
from farflung.server.core.writing import MAP, revision, seen_revision
from farflung.server.org.planning import company_atlas


@dataclass(frozen=True, slots=True)
class Copy:
    """An Atlas and the revision that it shows."""

    atlas: Atlas
    revision: int


class Keeper:
    """The copy of one process, safe for its threads."""

    def __init__(self) -> None:
        self._copy: Copy | None = None
        self._making = False
        self._turn = Condition()

    def copy(self, at_least: int = 0) -> Copy:
        """The newest copy that is there; never one older than `at_least`, a revision already committed."""
        number = max(seen_revision(MAP), at_least)
        with self._turn:
            while self._making and (self._copy is None or self._copy.revision < at_least):
                self._turn.wait()
            if self._copy is not None and (self._making or self._copy.revision >= number):
                return self._copy
            self._making = True
        return self._renewed()

    def newest(self) -> Copy | None:
        """The newest copy of this process, without asking whether there is a newer map."""
        with self._turn:
            return self._copy

    def _renewed(self) -> Copy:
        made = None
        try:
            made = _made()
            return made
        finally:
            with self._turn:
                self._copy, self._making = made or self._copy, False
                self._turn.notify_all()

    def forget(self) -> None:
        """Drops the copy; tests that roll the database back need it."""
        with self._turn:
            self._copy = None


def _made() -> Copy:
    # One snapshot for the revision and all rows: a write in between shows in both or in neither.
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        number = revision(MAP)
        return Copy(company_atlas(), number)


_keeper = Keeper()


def current(at_least: int = 0) -> Copy:
    """The map as it is now, for reading, and its revision."""
    return _keeper.copy(at_least)


def newest() -> Copy:
    """The same for who has asked `current` a moment ago: it is not looked again for a newer one."""
    return _keeper.newest() or current()


def forget() -> None:
    """Drops this process's copy."""
    _keeper.forget()


def on_the_map(code: UUID) -> tuple[Atlas, Person]:
    """Somebody and the map they are on; waits for the newest copy where this process has one without them."""
    atlas = current().atlas
    try:
        return atlas, atlas.person(str(code))
    except UnknownPersonError:
        atlas = current(at_least=revision(MAP)).atlas
        return atlas, atlas.person(str(code))
