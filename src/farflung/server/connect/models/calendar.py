"""Calendars of people elsewhere, joined by their owners so that others see when they are busy."""

import uuid

from django.db import models
from django.db.models import Q

from farflung.server.org.models import Person


class JoinedCalendar(models.Model):
    """Where it is and how one gets in is `door`, sealed (`core/sealed.py`) and never shown again; `host` is
    what its owner is shown. What is read of it are times, which `clock` keeps under the same code.

    `version` is what its server said of what it holds; `whole_at` is when all of it was read last, `read_at`
    when it was asked last with success. `trouble` is a word for what went wrong last, and holds nothing of
    what came. `next_at` is null for one that is asked no more: after weeks of failures, and its owner was
    told. `left_out` entries could not be placed.
    """

    class Kind(models.TextChoices):
        """How it is read."""

        ICS = "ics"
        CALDAV = "caldav"

    class Means(models.TextChoices):
        """What an invitation counts as that was not answered."""

        TENTATIVE = "tentative"
        BUSY = "busy"
        FREE = "free"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)
    host = models.CharField(max_length=260)
    door = models.BinaryField()
    unanswered = models.CharField(max_length=10, choices=Means.choices, default=Means.TENTATIVE)
    created_at = models.DateTimeField()
    version = models.CharField(max_length=210, blank=True)
    whole_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("next_at", "id"), condition=Q(next_at__isnull=False), name="calendar_due"),
        )

    def __str__(self) -> str:
        return f"joined calendar {self.code}"
