"""Links by which people get their first account, and by which who forgot a password gets in again."""

import uuid

from django.db import models
from django.db.models import Q

from farflung.server.core.models.account import Account


class Invitation(models.Model):
    """`about` is the code of a person whom `org` knows. The link is signed and not kept: only its code is."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.UUIDField()
    email = models.EmailField(max_length=254)
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # A new link takes the place of the old one, so at most one works.
            models.UniqueConstraint(
                fields=("about",),
                condition=Q(used_at=None, withdrawn_at=None),
                name="invitation_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.code}"
