"""Which way messages come to somebody, beside their inbox: what they have chosen, and where to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class MailAddress(models.Model):
    """Where mail for a recipient goes. Until it is confirmed, nothing but the question goes there."""

    recipient = models.UUIDField(unique=True)
    address = models.EmailField(max_length=254)
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"address of {self.recipient}"


class Choice(models.Model):
    """For which purposes messages also come by `way`. No row is no: nobody is written to unless they say
    so."""

    recipient = models.UUIDField()
    way = models.CharField(max_length=60)
    purposes = ArrayField(models.CharField(max_length=20))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("recipient", "way"), name="choice_once"),)

    def __str__(self) -> str:
        return f"{self.way} of {self.recipient}"
