"""Asks the company's identity provider who somebody is. Nothing is written, and nobody is told anything."""

import base64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from typing import Any, Final

from farflung.server.connect.channels.oidc.provider import Provider, found_out
from farflung.server.connect.channels.oidc.tokens import Claims, NotSaid, checked
from farflung.server.core.oidc import Oidc

__all__ = ["Claims", "NotSaid", "Question", "ask", "hear", "trouble"]
_WORDS: Final = 32


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser's session remembers until the answer comes: each word is used once."""

    state: str
    nonce: str
    verifier: str
    back: str


def ask(known: Oidc, *, back: str) -> tuple[str, Question]:
    """Where the browser goes, and what to remember; raises `NotSaid` where the provider does not answer."""
    question = Question(token_urlsafe(_WORDS), token_urlsafe(_WORDS), token_urlsafe(_WORDS), back)
    digest = sha256(question.verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    return found_out(known).question(
        back=back, state=question.state, nonce=question.nonce, challenge=challenge
    ), question


def hear(known: Oidc, question: Question, *, said: Any, now: datetime) -> Claims:
    """Who it is, by what the browser brought back (`said` is its query); raises `NotSaid`."""
    if not compare_digest(str(said.get("state", "")).encode(), question.state.encode()):
        raise NotSaid("state")
    if "iss" in said and said["iss"] != known.issuer:
        raise NotSaid("iss")  # RFC 9207: the answer of another provider
    if "error" in said:
        raise NotSaid("refused" if said["error"] == "access_denied" else "error")
    provider: Provider = found_out(known)
    code = str(said.get("code", ""))
    token = provider.id_token(code=code, back=question.back, verifier=question.verifier)
    return checked(
        token, keys=provider.keys(), issuer=known.issuer, client=known.client, nonce=question.nonce,
        groups=known.groups, now=now,
    )  # fmt: skip


def trouble(known: Oidc) -> str:
    """Why the provider cannot be used, in a word; "" where it can. Says nothing about anybody."""
    try:
        found_out(known).keys()
    except NotSaid as error:
        return str(error)
    return ""
