"""When the weekly radar of a lead was made last."""

from django.db import models

from farflung.server.org.models import Person


class Radar(models.Model):
    """`week` is the Monday, on the lead's own calendar, that it was made for; `at` when: news begin there."""

    lead = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"radar of {self.lead}, {self.week}"
