"""When somebody works, is elsewhere, is away. Dates are local, ranges half open: [first, day after last)."""

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from farflung.server.org.models.periods import MINUTES, apart
from farflung.server.org.models.person import Person
from farflung.server.org.models.place import Place


class PatternPeriod(models.Model):
    """A weekly pattern with its effective dates. `blocks` is [[weekday, start, end], ...] in local minutes.

    `assumed`: nobody wrote these hours down; said out loud wherever they are shown.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="patterns")
    during = DateRangeField()
    blocks = models.JSONField()
    assumed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (apart("pattern_apart", "person_id"),)

    def __str__(self) -> str:
        return f"hours of {self.person} in {self.during}"


class Stay(models.Model):
    """Valid in `during`, known from `recorded_at` on, until `superseded_at` (a correction or a withdrawal).

    Rows are never changed but for that: what was known when can always be asked (T13). `replaces` is the row
    that this one corrects. `key` is the id under which files know the stay; `from_file` says that one did.
    """

    class Kind(models.TextChoices):
        """Why the clock of a person changes."""

        HOME = "home", "Home"
        TRAVEL = "travel", "Travel"
        RELOCATION = "relocation", "Relocation"
        HUB = "hub", "Hub"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stays")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    during = DateRangeField()
    recorded_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    key = models.CharField(max_length=200, blank=True)
    from_file = models.BooleanField(default=False)

    class Meta:
        constraints = (
            # A journey lies over the home it starts from; two journeys at once are a mistake.
            apart("stay_apart", "person_id", "kind_number", condition=models.Q(superseded_at=None)),
        )

    kind_number = models.GeneratedField(
        expression=models.Case(
            models.When(kind="home", then=0), models.When(kind="relocation", then=0),
            models.When(kind="travel", then=1), default=2,
        ),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of {self.person} in {self.during}"


class Absence(models.Model):
    """Away. There is no reason, and no field for one (N4). Minutes are of the first and of the last day.

    A morning and an evening of one day may be two absences; the same minute cannot.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    during = DateRangeField()
    from_minute = models.SmallIntegerField(default=0)
    to_minute = models.SmallIntegerField(default=1440)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    from_file = models.BooleanField(default=False)

    class Meta:
        constraints = (
            apart("absence_apart", "person_id", condition=models.Q(withdrawn_at=None), period=MINUTES),
            models.CheckConstraint(
                condition=models.Q(from_minute__gte=0, to_minute__lte=1440), name="absence_minutes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} unavailable in {self.during}"
