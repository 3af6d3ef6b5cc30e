"""Hooks: programs and chat rooms of the company to which messages may go, where their readers ask for it."""

import uuid
from datetime import datetime
from typing import Final, Self
from urllib.parse import urlsplit

from django.db import models

from farflung.server.core.sealed import Unreadable, opened, sealed

_TOLD: Final = 4
"""Letters of the end of an address that are shown, so that two hooks of one host are told apart."""
_ENOUGH: Final = 20
"""Letters that have to be behind the host, so that its end gives nothing of a secret away."""


class Hook(models.Model):
    """`door` is where it is, sealed (`core/sealed.py`), as the address of a chat room is its key; `host` and
    `ending` are what is shown of it. `generation` says which of the secrets signs
    (`channels/webhook/sign.py`). `failing_since` is when the first of the failures came that no success has
    ended; after days of them `active` is taken away, and whoever runs the site is told.
    """

    class Kind(models.TextChoices):
        """What listens there."""

        WEBHOOK = "webhook"
        CHAT = "chat"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)
    door = models.BinaryField()
    host = models.CharField(max_length=260)
    ending = models.CharField(max_length=_TOLD, blank=True)
    generation = models.PositiveSmallIntegerField(default=1)
    active = models.BooleanField(default=True)
    failing_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hook {self.name}"

    @classmethod
    def at(cls, url: str, *, kind: str, name: str, now: datetime) -> Self:
        """A new one at an address, not saved yet."""
        code = uuid.uuid4()
        host, ending = told_of(url)
        door = sealed(url, code)
        return cls(code=code, kind=kind, name=name, door=door, host=host, ending=ending, created_at=now)

    @property
    def address(self) -> str:
        """Where it is, for what sends there; raises `Unreadable` where the site has another secret now."""
        return opened(self.door, self.code)

    @property
    def readable(self) -> bool:
        """Whether the address can be opened."""
        try:
            return bool(self.address)
        except Unreadable:
            return False


def told_of(url: str) -> tuple[str, str]:
    """What is shown of an address: its host, and its last letters where enough others stand before them."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    behind = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return host, behind[-_TOLD:] if len(behind) >= _ENOUGH else ""
