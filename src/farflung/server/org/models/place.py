"""Places and legal entities. A place is as precise as it is known, and its zone is always known."""

import uuid

from django.db import models


class Place(models.Model):
    """Country < region < city, with its IANA zone; never an address, never detected (N4, N10)."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=6, blank=True)
    city = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("zone", "country", "subdivision", "city"), name="place_once"),
            models.CheckConstraint(condition=~models.Q(zone=""), name="place_has_zone"),
        )

    def __str__(self) -> str:
        return self.city or self.zone


class LegalEntity(models.Model):
    """The company that employs, in a country/region where it is known."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160, unique=True)
    country = models.CharField(max_length=2, blank=True)

    def __str__(self) -> str:
        return self.name
