"""Who comes by CalDAV: with the secret of a calendar, or a token for reading times; never a password.

The user name is not looked at: what is secret is the word.
"""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime

from farflung.server.connect.access.feeds import fetched, near_teams
from farflung.server.core.access import FEED_PREFIX, token_of
from farflung.server.core.actions.tokens import note_use
from farflung.server.core.models import CalendarFeed
from farflung.server.org.access import asker_of
from farflung.server.org.models import Person, Team


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody whose word is known. `key` tells it from others; `own`: they see their own calendar."""

    key: str
    person: Person
    teams: tuple[Team, ...]
    language: str
    own: bool
    feed: CalendarFeed | None = None


def came(authorization: str, now: datetime) -> Came | None:
    """Whoever has that header; None for nobody, and for the secret of hours, which are no events."""
    word = _word(authorization)
    return _by_secret(word) if word.startswith(FEED_PREFIX) else _by_token(word, now)


def _word(authorization: str) -> str:
    kind, _space, coded = authorization.partition(" ")
    if kind.casefold() != "basic":
        return ""
    try:
        plain = b64decode(coded, validate=True).decode()
    except ValueError:
        return ""
    return plain.partition(":")[2].strip()


def _by_secret(word: str) -> Came | None:
    found = fetched(word)
    if found is None or found.feed.kind == CalendarFeed.Kind.HOURS:
        return None
    teams = () if found.team is None else (found.team,)
    return Came(
        f"feed {found.feed.code}", found.person, teams, found.feed.language, found.team is None, found.feed
    )


def _by_token(word: str, now: datetime) -> Came | None:
    token = token_of(word, now)
    asker = asker_of(token.account) if token is not None and "read:time" in token.scopes else None
    if token is None or asker is None or asker.person is None:
        return None
    note_use(token=token, now=now)
    person = asker.person
    return Came(f"token {token.code}", person, tuple(near_teams(person)), person.language or "en", own=True)
