"""Secret addresses of calendars: made, shown once, fetched, revoked. Only a digest is kept."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from farflung.server.core.access import FEED_PREFIX, digest_of
from farflung.server.core.models import Account, CalendarFeed
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

MOST: Final = 20
"""Addresses that one account may have at a time."""

_NOTED: Final = timedelta(hours=1)


def make_feed(
    *, kind: str, team: UUID | None, name: str, language: str, by: Account, now: datetime
) -> tuple[CalendarFeed, str]:
    """An address of the account, and the secret word in it, which nobody can be told again."""
    with writing(by=by, now=now) as write:
        Account.objects.select_for_update().get(pk=by.pk)
        if by.feeds.filter(revoked_at=None).count() >= MOST:
            raise Refused("too-many", _("There are %d already: revoke one first.") % MOST)
        word = FEED_PREFIX + secrets.token_urlsafe(32)
        feed = CalendarFeed.objects.create(
            account=by, kind=kind, team=team, name=name.strip(), language=language, digest=digest_of(word),
            prefix=word[:9], created_at=now,
        )  # fmt: skip
        write.audit("feed.made", "feed", feed.code, kind=kind)
        return feed, word


def revoke_feed(*, feed: CalendarFeed, by: Account, now: datetime) -> None:
    """It shows nothing any more; no error where it did not before."""
    with writing(by=by, now=now) as write:
        if CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now):
            write.audit("feed.revoked", "feed", feed.code)


def note_fetch(*, feed: CalendarFeed, content: str, now: datetime) -> CalendarFeed:
    """When it was fetched last, to the hour, and since when it holds what it holds; the row as it is then.

    No audit entry, for a trail of every fetch would be a trail of somebody's activity (N1).
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    stale = feed.used_at is None or feed.used_at < now - _NOTED
    if not stale and feed.content == content:
        return feed
    with writing(by=None, now=now):
        row = CalendarFeed.objects.filter(pk=feed.pk)
        if stale:
            row.update(used_at=hour)
        # To the second, as the header that tells it is.
        row.exclude(content=content).update(
            content=content, version=F("version") + 1, changed_at=now.replace(microsecond=0)
        )
        return row.get()
