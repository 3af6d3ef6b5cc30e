"""The only door to an invitation, which is its link, and to a token or a feed: its word, or whose it is."""

from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import Http404

from farflung.server.core.models import Account, CalendarFeed, Invitation, Passkey, SignedIn, Token

PREFIX: Final = "ff_"
"""How every token begins, so that programs which look for leaked secrets find it."""

FEED_PREFIX: Final = "fc_"
"""The same for the word in the secret address of a calendar."""


def link_word(invitation: Invitation) -> str:
    """The word in the link: signed, so that it can neither be guessed nor made from a copy of the table."""
    return _signer().sign(invitation.code.hex)


def invitation_of(word: str) -> Invitation | None:
    """The invitation of a link, used or not; None for a word that we did not write."""
    try:
        code = UUID(hex=_signer().unsign(word))
    except (BadSignature, ValueError):
        return None
    return Invitation.objects.filter(code=code).first()


def digest_of(word: str) -> str:
    """What is kept of a token. Its word is random and long, so a fast digest tells nobody anything."""
    return sha256(word.encode(errors="replace")).hexdigest()


def token_of(word: str, now: datetime) -> Token | None:
    """The token of a word, as long as it opens anything."""
    if not word.startswith(PREFIX):
        return None
    live = Token.objects.filter(revoked_at=None, expires_at__gt=now, account__is_active=True)
    return live.select_related("account").filter(digest=digest_of(word)).first()


def tokens_of(account: Account) -> QuerySet[Token]:
    """One's own tokens, the newest first."""
    return Token.objects.filter(account=account).order_by("-created_at", "-pk")


def get_token(account: Account, code: UUID) -> Token:
    """A token of one's own; 404 else."""
    found = tokens_of(account).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def sessions_of(account: Account) -> QuerySet[SignedIn]:
    """The browsers that are signed in to one's own account, the latest first."""
    live = SignedIn.objects.filter(account=account, session__expire_date__gt=Now())
    return live.order_by("-since", "-pk")


def get_session(account: Account, code: UUID) -> SignedIn:
    """One of them; 404 else."""
    found = sessions_of(account).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def passkeys_of(account: Account) -> QuerySet[Passkey]:
    """One's own passkeys, the newest first."""
    return Passkey.objects.filter(account=account).order_by("-created_at", "-pk")


def get_passkey(account: Account, code: UUID) -> Passkey:
    """A passkey of one's own; 404 else."""
    found = passkeys_of(account).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def feed_of(word: str) -> CalendarFeed | None:
    """The calendar of a word, as long as it shows anything."""
    if not word.startswith(FEED_PREFIX):
        return None
    live = CalendarFeed.objects.filter(revoked_at=None, account__is_active=True)
    return live.select_related("account").filter(digest=digest_of(word)).first()


def feeds_of(account: Account) -> QuerySet[CalendarFeed]:
    """One's own calendars, the newest first."""
    return CalendarFeed.objects.filter(account=account).order_by("-created_at", "-pk")


def get_feed(account: Account, code: UUID) -> CalendarFeed:
    """A calendar of one's own; 404 else."""
    found = feeds_of(account).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _signer() -> Signer:
    return Signer(salt="farflung.invitation", sep=".")
