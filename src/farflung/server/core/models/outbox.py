"""The outbox: every message to somebody waits here first, and leaves through the gateway of `connect` alone.

A row is written in the transaction that caused it, so what was not done is not told of, and what was done is.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One message to one recipient: a person's code, or that of an account without a person.

    `kind` and `data` are what it says, put into words when it is read, in the reader's language. `about`
    names what it is about: settled meanwhile, it need not come any more. `sender` is a person's code; null
    is the site. `lands_at` is when it may reach the recipient, worked out from their hours and rest: null
    until that is done, and again whenever those change. `promised_at` is the same without their rest, which
    is nobody else's: what the sender is shown. `done_with` is what was settled after it landed, read or
    not: it goes nowhere else any more."""

    class State(models.TextChoices):
        """What has become of it. Dropped: taken back, or settled before it landed."""

        WAITING = "waiting"
        LANDED = "landed"
        DROPPED = "dropped"

    class Urgency(models.TextChoices):
        """Urgent reaches at once who is on duty, and nobody else sooner than anything."""

        ORDINARY = "ordinary"
        URGENT = "urgent"

    class Purpose(models.TextChoices):
        """What for: the recipient chooses by it which way it comes."""

        NOTE = "note", _("What colleagues write to me")
        MEETING = "meeting", _("Meetings that I am invited to")
        QUESTION = "question", _("What I am asked about my own record")
        RADAR = "radar", _("The weekly radar of the teams that I lead")
        INVITATION = "invitation", _("Invitations to this site")
        UPKEEP = "upkeep", _("What whoever runs the site has to know")

    BY_MAIL_ALONE: ClassVar = frozenset({"invitation", "confirm_mail", "sign_in_code"})
    """Kinds that go to an address of their own (`data["mail"]`) and are in nobody's inbox: a link that shows
    whose the address is would show nothing there."""

    FOR_CALENDARS: ClassVar = frozenset({"meeting_earlier", "meeting_written"})
    """Kinds that bring a calendar up to date and say nothing new: by mail, where it is chosen, and nowhere
    else."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.UUIDField()
    sender = models.UUIDField(null=True)
    purpose = models.CharField(max_length=20)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY)
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    about = models.CharField(max_length=80, blank=True)
    posted_at = models.DateTimeField()
    lands_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    decided = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    settled_at = models.DateTimeField(null=True)
    unread = models.BooleanField(default=True)
    done_with = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("lands_at", "id"), condition=Q(state="waiting"), name="message_due"),
            models.Index(
                fields=("id",), condition=Q(state="waiting", decided=False), name="message_undecided"
            ),
            models.Index(fields=("recipient", "state", "-settled_at"), name="message_inbox"),
            models.Index(fields=("sender", "-posted_at"), name="message_sent"),
            models.Index(fields=("about",), condition=~Q(about=""), name="message_about"),
            models.Index(fields=("settled_at",), name="message_old"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None)
                | Q(state__in=["landed", "dropped"]) & ~Q(settled_at=None),
                name="message_settled_when_done",
            ),
            models.CheckConstraint(
                condition=Q(lands_at=None) | Q(lands_at__gte=models.F("posted_at")),
                name="message_lands_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
