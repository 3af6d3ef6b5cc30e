"""Hooks: programs and chat rooms of the company to which messages may go, where their readers ask for it."""

import uuid

from django.db import models


class Hook(models.Model):
    """`url` is told to nobody once it is kept: that of a chat room is its key. `generation` says which of the
    secrets signs (`channels/webhook/sign.py`). `failing_since` is when the first of the failures came that no
    success has ended; after days of them `active` is taken away, and whoever runs the site is told.
    """

    class Kind(models.TextChoices):
        """What listens there."""

        WEBHOOK = "webhook"
        CHAT = "chat"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=1000)
    generation = models.PositiveSmallIntegerField(default=1)
    active = models.BooleanField(default=True)
    failing_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hook {self.name}"
