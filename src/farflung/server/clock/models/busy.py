"""When people are busy by calendars of their own: times, and nothing of what stands in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from farflung.server.org.models import Person


class BusyTimes(models.Model):
    """Of one calendar, whose code is `calendar`. `busy` and `tentative` are seconds since 1970: the beginning
    and the end of each time in turn, apart and in order. Of what lies after `until` nothing is known."""

    calendar = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    busy = ArrayField(models.BigIntegerField())
    tentative = ArrayField(models.BigIntegerField())
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"busy times {self.calendar}"
