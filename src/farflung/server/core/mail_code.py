"""Codes by which somebody signs in who reads mail at an address: eight digits, made of a challenge.

The challenge stands in the session of the browser that asked and in the message; the code is made of it and
of the site's secret, so it stands nowhere.
"""

import hmac
from datetime import timedelta
from hashlib import sha256
from secrets import compare_digest
from typing import Final
from uuid import UUID

from django.conf import settings

from farflung.server.core.models import CompanySetting

DIGITS: Final = 8
VALID: Final = timedelta(minutes=10)
"""So long a code lets in, from when it was asked for."""
OFF: Final = "no mail codes"
"""The setting by which operators do without them."""


def code_of(challenge: UUID) -> str:
    """The code as it is mailed: two groups of four."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"farflung.mail-code:{challenge.hex}".encode(), sha256)
    digits = str(int.from_bytes(made.digest()[:16], "big") % 10**DIGITS).zfill(DIGITS)
    return f"{digits[:4]} {digits[4:]}"


def is_code_of(challenge: UUID, typed: str) -> bool:
    """Whether that was typed, with or without spaces."""
    bare = "".join(letter for letter in typed if not letter.isspace())
    return compare_digest(bare.encode(), code_of(challenge).replace(" ", "").encode())


def are_offered() -> bool:
    """Whether one may ask for one: there is a mail server, and operators have not switched them off."""
    return bool(settings.ENVIRONMENT.smtp_url) and not CompanySetting.objects.filter(name=OFF).exists()
