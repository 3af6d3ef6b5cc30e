"""Personal tokens: made, shown once, revoked. Only a digest is kept."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from farflung.server.core.access import PREFIX, digest_of
from farflung.server.core.models import Account, Token
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

MOST: Final = 20
"""Tokens that one account may have at a time."""

LONGEST: Final = timedelta(days=366)
_NOTED: Final = timedelta(hours=1)


def make_token(
    *, name: str, scopes: Collection[str], valid: timedelta, by: Account, now: datetime
) -> tuple[Token, str]:
    """A token of the account, and the word itself, which nobody can be told again."""
    with writing(by=by, now=now) as write:
        Account.objects.select_for_update().get(pk=by.pk)
        if by.tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST:
            raise Refused("too-many", _("There are %d already: revoke one first.") % MOST)
        if not timedelta(0) < valid <= LONGEST:
            raise Refused("too-long", _("A token is valid for a year at most."), "valid")
        word = PREFIX + secrets.token_urlsafe(32)
        token = Token.objects.create(
            account=by, name=name.strip(), digest=digest_of(word), prefix=word[:9], scopes=sorted(scopes),
            created_at=now, expires_at=now + valid,
        )  # fmt: skip
        write.audit("token.made", "token", token.code, scopes=sorted(scopes))
        return token, word


def revoke_token(*, token: Token, by: Account, now: datetime) -> None:
    """It opens nothing any more; no error where it did not before."""
    with writing(by=by, now=now) as write:
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            write.audit("token.revoked", "token", token.code)


def note_use(*, token: Token, now: datetime) -> None:
    """When it was used last, to the hour: enough to find those that nobody needs, too little to watch by.

    No audit entry, for a trail of every use would be a trail of somebody's activity (N1).
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    if token.used_at is None or token.used_at < now - _NOTED:
        with writing(by=None, now=now):
            Token.objects.filter(pk=token.pk).filter(Q(used_at=None) | Q(used_at__lt=hour)).update(
                used_at=hour
            )
