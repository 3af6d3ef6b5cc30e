"""Series of meetings: when they recur, and who is invited. The title of a private one is never stored."""

import uuid
from datetime import datetime

from django.db import models

from farflung.server.org.models import Person, Team


class Meeting(models.Model):
    """A series, or a single meeting. `recurrence` is the rule as it was written, in local time with its zone.

    `rotation` are start times that are taken in turn from a date on: {"times": minutes of the day, "zone",
    "since"}. `has_agenda` is null where nobody can tell. `outsiders` counts people of elsewhere who are
    invited; who they are is not kept. `announced_at` is from when on people could know of it. `key` is what
    files call it, `batch` the import that wrote it last, and `before` what it was until then.

    Moved, a series goes on under its code and address; what was until then is a row of its own, with
    `goes_on` the one that goes on. Ended earlier, it goes back to `whole` where it is ended later again.
    Calendars know each by a name of its own: `uid` where it is not that of `key` or `code`, since `begun_at`.
    `written_at` is when hours in turn were last written out for calendars, where that is later than the last
    change.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    private = models.BooleanField(default=False)
    organizer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="organizes")
    recurrence = models.JSONField()
    rotation = models.JSONField(null=True)
    has_agenda = models.BooleanField(null=True)
    outsiders = models.IntegerField(default=0)
    announced_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    batch = models.UUIDField(null=True)
    before = models.JSONField(null=True)
    goes_on = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="earlier")
    uid = models.CharField(max_length=320, blank=True)
    begun_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    whole = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("key",), condition=~models.Q(key=""), name="meeting_key_once"),
            models.CheckConstraint(
                condition=models.Q(private=False) | models.Q(title=""), name="private_has_no_title"
            ),
        )

    def __str__(self) -> str:
        return f"meeting {self.code}"

    @property
    def calendar_id(self) -> str:
        """What calendars call it: as the file that brought it does, so that who has it knows it again."""
        if self.uid:
            return self.uid
        try:
            return f"{uuid.UUID(self.key)}@farflung"  # a series out of an export of ours
        except ValueError:
            return self.key or f"{self.code}@farflung"

    @property
    def told_at(self) -> datetime:
        """When there was last something to tell calendars."""
        return max(at for at in (self.made_at, self.changed_at, self.written_at) if at is not None)

    @property
    def version(self) -> int:
        """What rises whenever there is: seconds since it has its name in calendars."""
        return max(int((self.told_at - (self.begun_at or self.made_at)).total_seconds()), 0)


class Invited(models.Model):
    """A person in a series; who need not come is not `required`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    required = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="invited_once"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.meeting}"


class InvitedTeam(models.Model):
    """A whole team in a series: whoever is in it on the day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    required = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "team"), name="invited_team_once"),)

    def __str__(self) -> str:
        return f"{self.team} in {self.meeting}"
