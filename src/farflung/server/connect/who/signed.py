"""Whether a request comes from the chat system that operators have named, and comes once.

Slack signs each request: HMAC-SHA256 over "v0:TIMESTAMP:BODY", as
https://docs.slack.dev/authentication/verifying-requests-from-slack says. Mattermost sends a token along, as
https://developers.mattermost.com/integrate/slash-commands says.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from farflung.server.core.limits import Limit, take

DRIFT: Final = timedelta(minutes=5)
"""How far the clock of a request may be from ours, either way; older ones may have been recorded."""

_ONCE: Final = Limit("chat request", 1, timedelta(hours=1))


def slack_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether Slack signed just this body, within `DRIFT`, and it has not come before."""
    written, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    sent = _instant(written)
    if sent is None or abs(now - sent) > DRIFT:
        return False
    meant = hmac.new(secret.encode(), b"v0:" + written.encode() + b":" + body, sha256).hexdigest()
    if not hmac.compare_digest(f"v0={meant}".encode(), signature.encode()):
        return False
    # Counted in the stretch of its own time, not of ours: so it is the same one whenever it comes again.
    return take(_ONCE, signature, now=sent).allowed


def _instant(written: str) -> datetime | None:
    if not (written.isascii() and written.isdecimal() and len(written) <= 12):
        return None
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        return None


def digest_of_token(token: str) -> str:
    """What is kept of a token that only has to be recognised."""
    return sha256(token.strip().encode(errors="replace")).hexdigest()


def mattermost_known(digest: str, token: str) -> bool:
    """Whether that is the token."""
    return hmac.compare_digest(digest.encode(), digest_of_token(token).encode())
