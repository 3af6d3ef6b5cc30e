"""Who may sign in, and with what a program may. An account is not a person: `org` ties the two together."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of an address; Django's authentication asks for it."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """`operator` accounts run the installation: settings, imports, backups. It is no right to see people."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    operator = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # Django would keep when somebody signed in last. Nobody's business (N1): the column is not there.
    last_login = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_lower"),
        )

    def __str__(self) -> str:
        return f"account {self.code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in lower case, so one person has one account."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class Token(models.Model):
    """A personal token for programs: its hash only, what it may do, when it was used last (to the hour).

    `prefix` is how it begins: enough to tell which it is, too little to use it.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.name}"
