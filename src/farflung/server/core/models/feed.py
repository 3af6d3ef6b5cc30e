"""Addresses of calendars that programs fetch without signing in: their digest only, as with tokens."""

import uuid

from django.db import models

from farflung.server.core.models.account import Account


class CalendarFeed(models.Model):
    """A secret address. `team` is the code of a team that `org` knows, where the calendar is a team's.

    `used_at` is when a program last fetched it, to the hour. `content`, `version` and `changed_at` are the
    digest of what it held then, how often that has changed and since when it is so: programs that ask again
    are told whether anything is new, the same by every process.
    """

    class Kind(models.TextChoices):
        """What is in it."""

        OWN = "own", "Own"
        HOURS = "hours", "Hours"
        TEAM = "team", "Team"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="feeds")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    team = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    content = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="team", team__isnull=False) | ~models.Q(kind="team"),
                name="feed_of_a_team",
            ),
        )

    def __str__(self) -> str:
        return f"calendar {self.name}"
