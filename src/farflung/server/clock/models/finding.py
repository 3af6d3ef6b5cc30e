"""What the checks found in the company as it is, and what people decided about it."""

import uuid

from django.db import models
from django.db.models import Q

from farflung.server.clock.models.agreement import Agreement
from farflung.server.clock.models.meeting import Meeting
from farflung.server.org.models import Person, Team


class Finding(models.Model):
    """One finding, known again from night to night by its `key` (`planning/checking.py`).

    `subject` is what it is about where that is no record of ours: a duty, a skill, a country or region.
    `whose` says who sees it (`access/findings.py`). It is for its `owner`, who leads the team concerned; for
    a `desk` where nobody does. `words`, `dates` and `fixes` are what the check said: people and meetings
    stand in them as codes, so that a name is looked up by whoever may read it. `because` is why it was
    accepted or snoozed, `until` the end of a snooze, `back_at` when it came again after it was mended,
    `owned_at` when it became its owner's, where it was another's before.
    """

    class State(models.TextChoices):
        """What became of it. Fixed: somebody mended it here; gone: the checks find it no more."""

        OPEN = "open"
        ACCEPTED = "accepted"
        SNOOZED = "snoozed"
        FIXED = "fixed"
        GONE = "gone"

    class Whose(models.TextChoices):
        """Who sees it: each a row of the table in `access/findings.py`."""

        SERIES = "series"
        PAYING = "paying"
        TEAM = "team"
        PERSON = "person"
        COMPANY = "company"
        STARTS = "starts"

    class Desk(models.TextChoices):
        """Who looks after what no lead does."""

        NONE = ""
        PEOPLE = "people"
        COMPLIANCE = "compliance"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=64, unique=True)
    rule = models.CharField(max_length=60)
    severity = models.PositiveSmallIntegerField()
    weight = models.FloatField(default=0.0)
    whose = models.CharField(max_length=10, choices=Whose.choices)
    subject = models.CharField(max_length=300, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="findings")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.CASCADE, related_name="findings")
    about = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="findings")
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="findings")
    desk = models.CharField(max_length=10, choices=Desk.choices, blank=True)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    dates = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    fixes = models.JSONField(default=list)
    found_at = models.DateTimeField()
    checked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    state_at = models.DateTimeField()
    state_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    owned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("owner", "state", "-severity", "-weight"), name="finding_owner"),
            models.Index(fields=("state", "-severity", "-weight"), name="finding_worst"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="snoozed", until__isnull=False) | ~Q(state="snoozed") & Q(until=None),
                name="finding_snoozed_until",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.code}"


class Concerned(models.Model):
    """Somebody whom a finding hits. `known`: they were among them when it was accepted or snoozed."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="concerned")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    known = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("finding", "person"), name="concerned_once"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.finding}"


class Checked(models.Model):
    """When the findings of a team were made last; of the company as a whole where `team` is null."""

    team = models.OneToOneField(Team, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(models.F("team"), nulls_distinct=False, name="checked_once"),)

    def __str__(self) -> str:
        return f"{self.team or 'the company'} at {self.at:%Y-%m-%d %H:%M}Z"
