"""With what somebody proves a second time who they are: an app that shows codes, and codes on paper."""

import uuid

from django.db import models

from farflung.server.core.models.account import Account


class Authenticator(models.Model):
    """An app that shows a new code every half minute. Its secret is made of the site's own and of `code`
    (`core/totp.py`), so no table holds it. When it was used is not kept: nobody's business (N1)."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="authenticator")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"authenticator {self.code}"


class RecoveryCode(models.Model):
    """A code for the day on which the app is lost: its digest only, and deleted when it is used.

    Not keyed with the site's secret, as the app is: where that was lost, these still let their owner in.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "digest"), name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"
