"""Codes that change every half minute: RFC 6238 with SHA-1, six digits and steps of 30 seconds.

Every authenticator app knows this form, and some no other (https://www.rfc-editor.org/rfc/rfc6238).
"""

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha1, sha256
from secrets import compare_digest
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings

STEP: Final = 30
"""Seconds for which a code is shown."""
DIGITS: Final = 6
_APART: Final = 1
"""Steps that the clock of a phone may be ahead or behind."""


def secret_of(code: UUID) -> bytes:
    """The secret of an authenticator, 160 bits: made of the site's own, so that no table holds it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"farflung.totp:{code.hex}".encode(), sha256).digest()[:20]


def code_at(secret: bytes, step: int) -> str:
    """The code of a step, counted from 1970 (RFC 4226, section 5.3)."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), sha1).digest()
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(instant: datetime) -> int:
    """The step that an instant is in."""
    return int(instant.timestamp()) // STEP


def begin_of(step: int) -> datetime:
    """The instant at which a step begins."""
    return datetime.fromtimestamp(step * STEP, UTC)


def matching_step(secret: bytes, typed: str, now: datetime) -> int | None:
    """The step whose code was typed, of those that a clock may be in now; None where it is none of them."""
    bare = "".join(letter for letter in typed if not letter.isspace())
    present, found = step_of(now), None
    for step in range(present - _APART, present + _APART + 1):
        if compare_digest(code_at(secret, step).encode(), bare.encode()):
            found = step
    return found


def as_text(secret: bytes) -> str:
    """The secret as somebody types it, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def as_address(secret: bytes, *, account: str, site: str) -> str:
    """The same as an app reads it out of a picture (the form that Google Authenticator began)."""
    told = {"secret": base64.b32encode(secret).decode(), "issuer": site}
    return f"otpauth://totp/{quote(f'{site}:{account}', safe='')}?{urlencode(told, quote_via=quote)}"
