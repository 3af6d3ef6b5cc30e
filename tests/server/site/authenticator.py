"""A passkey device in software: answers as a browser does, or wrongly wherever a test wants it."""

import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass(slots=True)
class Device:
    """One key. `flags` is what it says of its owner: there, and verified."""

    origin: str = "http://testserver"
    host: str = "testserver"
    id: bytes = b"a key of Ana's phone"
    handle: bytes = b""
    flags: int = PRESENT | VERIFIED
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: str) -> str:
        """What it answers when it is asked for a new key."""
        asked = json.loads(options)["publicKey"]
        self.handle = base64.urlsafe_b64decode(asked["user"]["id"] + "==")
        half = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        public = cbor.encode(dict(half))
        about = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(WITH_KEY) + about
        proof = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked)
        return self._answer({"clientDataJSON": coded(client), "attestationObject": coded(proof)})

    def get(self, options: str) -> str:
        """What it answers when it is asked who is there."""
        client = self._client("webauthn.get", json.loads(options)["publicKey"])
        data = self._data()
        signed = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer({
            "clientDataJSON": coded(client), "authenticatorData": coded(data), "signature": coded(signed),
            "userHandle": coded(self.handle),
        })  # fmt: skip

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _data(self, more: int = 0) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([self.flags | more]) + bytes(4)

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps({
            "id": coded(self.id), "rawId": coded(self.id), "type": "public-key", "response": response,
            "clientExtensionResults": {},
        })  # fmt: skip
