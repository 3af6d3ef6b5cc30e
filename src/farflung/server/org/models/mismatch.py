"""Where a file says something else of a person than they said themself: theirs alone to settle (N10)."""

import uuid

from django.db import models

from farflung.server.org.models.person import Person


class Mismatch(models.Model):
    """`here` and `there` are the two values, as an import compares them; `source` names the file.

    Only the person sees it. `taken` says, once it is answered, whether the file was right.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mismatches")
    field = models.CharField(max_length=20)
    here = models.JSONField(null=True)
    there = models.JSONField(null=True)
    source = models.CharField(max_length=200)
    found_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    taken = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "field"), condition=models.Q(answered_at=None), name="mismatch_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} of {self.person}"
