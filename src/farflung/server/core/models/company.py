"""Facts of the installation itself."""

from django.db import models


class CompanySetting(models.Model):
    """One setting that operators change while the site runs. `value` is JSON; its meaning is in the code."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """How often a part of the map has changed; raised in the transaction that changes it.

    Every process compares the number with that of its own copy, so two never disagree for long.
    """

    name = models.CharField(max_length=30, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Bucket(models.Model):
    """How often something was tried in a stretch of time: what limits of rate are counted in."""

    key = models.CharField(max_length=120)
    since = models.DateTimeField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "since"), name="bucket_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
