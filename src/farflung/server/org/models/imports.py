"""Imports: what files would change, what they did change, and how to take it back."""

import uuid

from django.conf import settings
from django.db import models


class ImportBatch(models.Model):
    """One import from upload to end. `difference` is counts and examples of what would be written, and once
    it is applied of what was; `effects` are digests of all of it, until then.

    `base` is the revision of the map that it was compared with. `complete`: whatever the files no longer
    name has ended. `overwrite`: where files and a change made here differ, the files win (never over what
    a person said themself). `done` of `total` is the progress while it is applied.
    """

    class State(models.TextChoices):
        """Where it is."""

        READING = "reading", "Reading"
        READY = "ready", "Ready to apply"
        APPLYING = "applying", "Applying"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Failed"
        ABANDONED = "abandoned", "Abandoned"

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    files = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    complete = models.BooleanField(default=False)
    overwrite = models.BooleanField(default=False)
    difference = models.JSONField(default=dict)
    effects = models.JSONField(default=list)
    base = models.BigIntegerField(default=0)
    problems = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"import {self.code}"


class ImportFile(models.Model):
    """What was uploaded, kept only until it is applied or abandoned."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class ImportChange(models.Model):
    """One row that an import wrote: its state before (null: it was made) and after, for taking it back."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="changes")
    table = models.CharField(max_length=40)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = (models.Index(fields=("batch", "table"), name="import_change"),)

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
