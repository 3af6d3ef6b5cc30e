"""Messages as tests post them, on one night of the cast: Tuesday 02:40 in Lisbon, 13:40 in Sydney."""

from datetime import UTC, datetime
from typing import Any

from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Message
from farflung.server.core.writing import writing
from tests.server.company import Cast

NIGHT = datetime(2027, 3, 16, 2, 40, tzinfo=UTC)
MORNING = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)
"""When Ana begins: Lisbon is on UTC until 28 March."""


def posted(cast: Cast, to: str, *, sender: str = "Jack", now: datetime = NIGHT, **more: Any) -> Message:
    """A note from one of the cast to another."""
    given = {"purpose": Message.Purpose.NOTE, "kind": "note", "data": {"text": "Hello"}, **more}
    letter = Letter(recipient=cast.people[to].code, sender=cast.people[sender].code, **given)
    with writing(by=None, now=now) as write:
        return post([letter], write=write)[0]
