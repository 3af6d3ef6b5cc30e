"""Links in mail: signed, so that nobody makes one, and nothing of them is kept."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_CONFIRM: Final = "farflung.mail.confirm"
_STOP: Final = "farflung.mail.stop"


def site() -> str:
    """Where people reach this site, without a slash at the end."""
    environment = settings.ENVIRONMENT
    if environment.url:
        return str(environment.url)
    scheme, host = ("https" if environment.https else "http"), environment.hosts[0]
    port = "" if environment.https else f":{environment.address.rpartition(':')[2]}"
    return f"{scheme}://{host}{port}"


def confirm_path(recipient: UUID, address: str) -> str:
    """Where whoever reads mail to the address says that it is theirs."""
    return reverse("confirm_mail", args=[_signer(_CONFIRM).sign(f"{recipient.hex}:{address}")])


def confirmed_by(word: str) -> tuple[UUID, str] | None:
    """Whose address a link confirms; None for a word that we did not write."""
    found = _read(_CONFIRM, word)
    if found is None:
        return None
    code, _, address = found.partition(":")
    return UUID(hex=code), address


def stop_path(recipient: UUID) -> str:
    """Where mail to somebody is stopped, by whoever has one of them."""
    return reverse("stop_mail", args=[_signer(_STOP).sign(recipient.hex)])


def stopped_by(word: str) -> UUID | None:
    """Whose mail a link stops; None for a word that we did not write."""
    found = _read(_STOP, word)
    return None if found is None else UUID(hex=found)


def _read(salt: str, word: str) -> str | None:
    try:
        return _signer(salt).unsign(word)
    except BadSignature:
        return None


def _signer(salt: str) -> Signer:
    return Signer(salt=salt, sep=".")
