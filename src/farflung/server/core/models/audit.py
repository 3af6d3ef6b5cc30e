"""What was done, and who looked. Both only grow: the database refuses to change or delete a row."""

import uuid

from django.db import models

from farflung.server.core.models.account import Account


class AuditEntry(models.Model):
    """One write: `action` is its name, `about` the code of the person concerned, `detail` what changed.

    `by` is None where the system itself acted (a job). `detail` never holds a private reason or a secret.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    subject_code = models.UUIDField()
    about = models.UUIDField(null=True, db_index=True)
    detail = models.JSONField(default=dict)
    request = models.UUIDField(null=True)
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        indexes = (models.Index(fields=("subject_code", "at"), name="audit_subject"),)

    def __str__(self) -> str:
        return f"{self.action} of {self.subject} at {self.at:%Y-%m-%d %H:%M}Z"


class Look(models.Model):
    """Somebody read a private field of somebody else: who, whose, which, when. Shown to `about`."""

    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField(db_index=True)
    field = models.CharField(max_length=60)
    through = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.field} at {self.at:%Y-%m-%d %H:%M}Z"
