"""With what somebody proves who they are beside a password: an app, passkeys, codes on paper."""

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


class Passkey(models.Model):
    """A key pair of a device of theirs, of which this is the public half. `key` is its id, `host` the name of
    the site that it was made under: under another one browsers do not offer it. Neither when nor how often it
    was used is kept (N1)."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    host = models.CharField(max_length=253)
    key = models.BinaryField(max_length=1023, unique=True)
    public = models.BinaryField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"passkey {self.name}"
