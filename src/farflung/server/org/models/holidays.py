"""Public holidays as the company keeps them: seeded from a library, corrected by people."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from farflung.server.org.models.person import Person


class HolidayCalendar(models.Model):
    """Of a country and, where it differs, a subdivision. `weekend` holds weekdays (0 is Monday)."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=6, blank=True)
    weekend = ArrayField(models.SmallIntegerField())
    source = models.CharField(max_length=120)
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("country", "subdivision"), name="calendar_once"),)

    def __str__(self) -> str:
        return f"{self.country} {self.subdivision}".strip()


class Holiday(models.Model):
    """`estimated` is kept and shown: moon-sighted dates are corrected days before they come.

    `by_hand`: somebody here entered or corrected it, so an update of the library never changes it. `dropped`:
    somebody here took it out; it stays as a row, or the next update would bring it back.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    calendar = models.ForeignKey(HolidayCalendar, on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField()
    name = models.CharField(max_length=200)
    estimated = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    dropped = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("calendar", "date", "name"), name="holiday_once"),)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class HolidaySwap(models.Model):
    """Somebody works on a public holiday and is off on another day instead. Nothing says why."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="swaps")
    worked = models.DateField()
    off = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "worked"), name="swap_worked_once"),
            models.UniqueConstraint(fields=("person", "off"), name="swap_off_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.off} for {self.worked}"
