"""Signatures: `v1`, HMAC-SHA256 over id, timestamp and body, with a secret that is made and not kept."""

import base64
import hmac
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

PREFIX = "whsec_"


def secret_of(hook: UUID, generation: int) -> str:
    """The secret of a hook, as its owner is shown it: made of the site's own, so that no table holds it."""
    text = f"farflung.hook:{hook.hex}:{generation}".encode()
    made = hmac.new(settings.SECRET_KEY.encode(), text, sha256).digest()
    return PREFIX + base64.b64encode(made).decode()


def signature(secret: str, name: str, at: datetime, body: bytes) -> str:
    """The header `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{name}.{int(at.timestamp())}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()}"
