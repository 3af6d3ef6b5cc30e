"""Directories let in: each an account that nobody signs in with, and a token that is told once.

What a directory writes is in the audit under its own name, as what a person does is under theirs.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from farflung.server.connect.access.scim import PREFIX, SCOPE, clients
from farflung.server.core.access import digest_of
from farflung.server.core.actions.accounts import close_account, create_account
from farflung.server.core.models import Account, Token
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

MOST: Final = 10
VALID: Final = timedelta(days=366)
"""A year: a token that nobody renews opens nothing for ever."""


def add_directory(*, name: str, by: Account, now: datetime) -> tuple[Token, str]:
    """A directory, and its token, which nobody can be told again."""
    with writing(by=by, now=now) as write:
        if clients().filter(revoked_at=None, expires_at__gt=now).count() >= MOST:
            raise Refused("too-many", _("There are %d already: revoke one first.") % MOST)
        plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "directory"
        account = create_account(
            email=f"{plain}.{secrets.token_hex(4)}@scim.invalid", password=None, by=by, now=now
        )
        word = PREFIX + secrets.token_urlsafe(32)
        token = Token.objects.create(
            account=account, name=name.strip(), digest=digest_of(word), prefix=word[:9], scopes=[SCOPE],
            created_at=now, expires_at=now + VALID,
        )  # fmt: skip
        write.audit("directory.added", "token", token.code)
        return token, word


def revoke_directory(*, token: Token, by: Account, now: datetime) -> None:
    """It says nothing any more; what it said stays."""
    with writing(by=by, now=now) as write:
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            close_account(account=token.account, by=by, now=now)
            write.audit("directory.revoked", "token", token.code)
