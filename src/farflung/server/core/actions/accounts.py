"""Accounts: the first one, those that follow, and their passwords."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from farflung.server.core.models import Account, Authenticator, Identity, Passkey, RecoveryCode
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

_FIRST = 0x66697273  # the lock of who makes the first account


def create_first_operator(*, email: str, password: str, now: datetime) -> Account:
    """The account that runs a fresh installation; `Refused` where there is one already.

    Two who try at once: the second waits, and is refused.
    """
    with writing(by=None, now=now) as write:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST])
        if Account.objects.exists():
            raise Refused("already-set-up", _("Somebody has set this site up already."))
        account = _made(email, password, now, operator=True)
        write.audit("account.first", "account", account.code)
        return account


def create_account(
    *, email: str, password: str | None, by: Account | None, now: datetime, operator: bool = False
) -> Account:
    """An account; `Refused` where the address has one. Without a password nobody signs in to it by one."""
    with writing(by=by, now=now) as write:
        if Account.objects.filter(email=email.strip().lower()).exists():
            raise Refused("address-taken", _("There is an account with this address already."), "email")
        account = _made(email, password, now, operator=operator)
        write.audit("account.created", "account", account.code, operator=operator)
        return account


def set_password(*, account: Account, password: str, by: Account | None, now: datetime) -> None:
    """A new password; every session of the account but the one at hand ends with the old one."""
    with writing(by=by, now=now) as write:
        _put_password(account, password)
        account.save(update_fields=["password"])
        write.audit("account.password", "account", account.code)


def close_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Nobody signs in with it any more; what it did stays on record. The last operator cannot go."""
    with writing(by=by, now=now) as write:
        operators = Account.objects.select_for_update().filter(operator=True, is_active=True)
        if [operator.pk for operator in operators] == [account.pk]:
            raise Refused("last-operator", _("This is the last operator: make another one first."))
        account.is_active = False
        account.save(update_fields=["is_active"])
        account.tokens.filter(revoked_at=None).update(revoked_at=now)
        account.feeds.filter(revoked_at=None).update(revoked_at=now)
        for way in (Authenticator, Passkey, RecoveryCode, Identity):
            way.objects.filter(account=account).delete()
        write.audit("account.closed", "account", account.code)


def reopen_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Its owner may sign in again; tokens and calendars that ended with it stay ended."""
    with writing(by=by, now=now) as write:
        if Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
            write.audit("account.reopened", "account", account.code)


def _made(email: str, password: str | None, now: datetime, *, operator: bool) -> Account:
    account = Account(email=email, operator=operator, created_at=now)
    if password is None:
        account.set_unusable_password()
    else:
        _put_password(account, password)
    account.save()
    return account


def _put_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused("weak-password", " ".join(error.messages), "password") from error
    account.set_password(password)
