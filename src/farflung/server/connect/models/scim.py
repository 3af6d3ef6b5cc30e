"""What a directory knows people and teams by, and what it said of them last."""

import uuid

from django.db import models
from django.db.models.functions import Lower

from farflung.server.org.models import Person, Team


class ScimUser(models.Model):
    """`code` is the id under which the directory knows somebody, and the code of the person they become.

    `person` is null as long as nobody knows in which zone they are: they wait to be placed, and no zone is
    guessed. `said` is what the directory said last, in the names of RFC 7643: it reads what it wrote, and a
    change in it is told from a change made here. `joins` are codes of teams for somebody who waits.
    `unplaced` says that what was said of the place is no place. Removed: it is gone for the directory.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, null=True, on_delete=models.CASCADE, related_name="+")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    said = models.JSONField(default=dict)
    joins = models.JSONField(default=list)
    source = models.CharField(max_length=80)
    active = models.BooleanField(default=True)
    unplaced = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(Lower("user_name"), name="scim_user_name_once"),)
        indexes = (models.Index(fields=("external_id",), name="scim_external_id"),)

    def __str__(self) -> str:
        return f"directory entry {self.code}"


class ScimGroup(models.Model):
    """The id by which a directory knows a team."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"directory group {self.external_id}"
