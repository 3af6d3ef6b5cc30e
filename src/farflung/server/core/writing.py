"""The frame of every write: one transaction, one audit entry, one raised revision where the map changes.

`actions.py` of every domain begins with `with writing(...) as write:`; nothing else opens a transaction.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from farflung.server.core.bulk import insert
from farflung.server.core.models import Account, AuditEntry

MAP = "map"
"""The revision of everything that goes into the Atlas."""

request_code: ContextVar[uuid.UUID | None] = ContextVar("request_code", default=None)
"""The request that is being answered, so that its log lines and audit entries can be put together."""

_seen: ContextVar[dict[str, int] | None] = ContextVar("seen_revisions", default=None)


@dataclass(frozen=True, slots=True)
class Write:
    """What an action records while it runs."""

    by: Account | None
    now: datetime

    def audit(
        self, action: str, subject: str, code: uuid.UUID, *, about: uuid.UUID | None = None, **detail: Any
    ) -> None:
        """One entry: what was done to what, whom it concerns, and what changed."""
        AuditEntry.objects.create(
            at=self.now, by=self.by, action=action, subject=subject, subject_code=code, about=about,
            detail=detail, request=request_code.get(),
        )  # fmt: skip

    def audit_all(self, action: str, subject: str, of: Iterable[tuple[uuid.UUID, Mapping[str, Any]]]) -> None:
        """One entry for each of many records (code and detail), each about itself; in few statements."""
        entries = (
            AuditEntry(
                at=self.now, by=self.by, action=action, subject=subject, subject_code=code, about=code,
                detail=dict(detail), request=request_code.get(),
            )
            for code, detail in of
        )  # fmt: skip
        insert(entries)


@contextmanager
def writing(*, by: Account | None, now: datetime, changes: str | None = None) -> Iterator[Write]:
    """One transaction. `changes` names the revision to raise: last, as its row is locked from then on."""
    with transaction.atomic():
        yield Write(by, now)
        if changes is not None:
            raise_revision(changes)


def raise_revision(name: str) -> None:
    """Says that a part of the map has changed; seen by others when the transaction is done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_revision (name, number) VALUES (%s, 1) "
            "ON CONFLICT (name) DO UPDATE SET number = core_revision.number + 1",
            [name],
        )
    if (seen := _seen.get()) is not None:
        seen.clear()


def revision(name: str) -> int:
    """How often that part has changed, as this transaction sees it."""
    # As it is, without Django's queries: every request asks it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM core_revision WHERE name = %s", [name])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


@contextmanager
def one_look() -> Iterator[None]:
    """A request that only reads: it looks once how often which part has changed, and goes by that."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def seen_revision(name: str) -> int:
    """How often that part had changed when this request first looked; outside of `one_look` as it is now."""
    seen = _seen.get()
    if seen is None:
        return revision(name)
    if not seen:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, number FROM core_revision")
            seen.update(cursor.fetchall())
        seen.setdefault(MAP, 0)
    return seen.get(name, 0)
