"""The only door to an invitation: its link."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from farflung.server.core.models import Invitation


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


def _signer() -> Signer:
    return Signer(salt="farflung.invitation", sep=".")
