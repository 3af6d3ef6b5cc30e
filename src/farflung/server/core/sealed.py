"""What has to be said again to somebody outside, and so cannot be kept as a digest: encrypted at rest.

AES-256-GCM with a key made of the site's own secret: from a copy of the tables alone nobody reads it. What is
sealed for one record opens for no other.
"""

import hmac
import os
from hashlib import sha256
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE: Final = 12
"""Bytes, as NIST SP 800-38D (5.2.1.1) recommends."""


class Unreadable(ValueError):  # noqa: N818 - reads as what it says
    """It was sealed under another secret of the site, or for another record."""


def sealed(text: str, record: UUID) -> bytes:
    """The text, to be kept with a record."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, text.encode(), record.bytes)


def opened(kept: bytes | memoryview, record: UUID) -> str:
    """The text again; raises `Unreadable`."""
    kept = bytes(kept)
    try:
        return AESGCM(_key()).decrypt(kept[:_NONCE], kept[_NONCE:], record.bytes).decode()
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _key() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"farflung.sealed", sha256).digest()
