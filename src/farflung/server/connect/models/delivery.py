"""What goes out of the house: one row for each bundle of messages and each way."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """A bundle for one recipient by one way. `code` is the id under which every try of it goes out, so that
    whoever receives it twice, as its sender died before they could note it, knows it again.

    `way` is "mail", or names a hook. `target` is an address where it is not the one that the recipient has
    confirmed. `error` is what came back in a word or a number, and never holds what was sent or to whom.
    """

    class State(models.TextChoices):
        """What has become of it."""

        DUE = "due"
        SENT = "sent"
        GIVEN_UP = "given_up"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.UUIDField()
    way = models.CharField(max_length=60)
    target = models.EmailField(max_length=254, blank=True)
    bundle = ArrayField(models.UUIDField())
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    settled_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("next_at", "id"), condition=Q(state="due"), name="delivery_due"),
            models.Index(fields=("way", "-made_at"), name="delivery_log"),
            models.Index(fields=("recipient",), name="delivery_of"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="due", settled_at=None, next_at__isnull=False)
                | Q(state__in=["sent", "given_up"], settled_at__isnull=False),
                name="delivery_settled_when_done",
            ),
        )

    def __str__(self) -> str:
        return f"delivery {self.code}"
