"""Under which name the company's identity provider knows an account."""

from django.db import models

from farflung.server.core.models.account import Account


class Identity(models.Model):
    """`subject` is the provider's own name for somebody, which stays when their address changes. Nothing else
    that it tells is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=400)
    subject = models.CharField(max_length=255)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="identity_once"),
            # An address that somebody else was given since lets nobody into the account of whoever had it.
            models.UniqueConstraint(fields=("account", "issuer"), name="identity_one_a_provider"),
        )

    def __str__(self) -> str:
        return f"identity of {self.account_id}"
