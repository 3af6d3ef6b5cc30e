"""Working agreements: what a team or the company promised itself, as it was written, with every version."""

import uuid

from django.db import models
from django.db.models.functions import Lower

from farflung.server.org.models import Person, Team


class Agreement(models.Model):
    """One agreement; `team` is whose it is, null where it is the company's.

    `name` and `expires` are what its newest version says, to be listed and looked for by.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="agreements")
    expires = models.DateField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(ended_at=None), name="agreement_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name


class AgreementVersion(models.Model):
    """What an agreement said from an instant on; `number` counts from 1, and the highest one holds.

    `by` is who saved it, null where that is nobody here; `batch` the import that brought it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    batch = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="agreement_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.number}"
