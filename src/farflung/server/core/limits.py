"""Limits of rate, counted in PostgreSQL: the same for every process, and kept over a restart.

The one write outside `writing`: a try counts even where the request that made it is rolled back.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

_COUNT = """
INSERT INTO core_bucket (key, since, count) VALUES (%s, %s, 1)
ON CONFLICT (key, since) DO UPDATE SET count = core_bucket.count + 1 RETURNING count
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each stretch of `within`."""

    name: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether one more was allowed, how many are left, and when the count begins anew."""

    allowed: bool
    left: int
    again_at: datetime


def take(limit: Limit, of: str, *, now: datetime) -> Taken:
    """Counts one more. `of` says whose: an address, an account; only a digest of it is kept."""
    since = _since(limit, now)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(limit, of), since])
        (count,) = cursor.fetchone()
    return Taken(count <= limit.most, max(0, limit.most - count), since + limit.within)


def give_back(limit: Limit, of: str, *, now: datetime) -> None:
    """Uncounts one: it was no guess, it was right."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_bucket SET count = count - 1 WHERE key = %s AND since = %s AND count > 0",
            [_key(limit, of), _since(limit, now)],
        )


def forget_before(when: datetime) -> None:
    """Deletes what was counted before an instant."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_bucket WHERE since < %s", [when])


def _since(limit: Limit, now: datetime) -> datetime:
    length = int(limit.within.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)


def _key(limit: Limit, of: str) -> str:
    # Keyed with the secret: from the table alone nobody learns who tried, not even by trying all addresses.
    return f"{limit.name}:{salted_hmac('farflung.limits', of, algorithm='sha256').hexdigest()[:40]}"
