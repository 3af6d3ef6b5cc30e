"""Which browsers are signed in to an account: what its owner needs to know, to sign one of them out."""

import uuid

from django.contrib.sessions.models import Session
from django.db import models

from farflung.server.core.models.account import Account


class SignedIn(models.Model):
    """One browser, as long as its session lives; it goes with that.

    `device` is the kind of browser and system that it says it is; neither address nor place is kept (N10).
    `used_on` is the date in UTC on which it was last used: finer would be somebody's day (N1).
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    used_on = models.DateField()

    def __str__(self) -> str:
        return self.device or "a browser"
