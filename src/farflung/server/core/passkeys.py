"""Passkeys: WebAuthn (https://www.w3.org/TR/webauthn-3/) as this site wants it, over `fido2`.

Every passkey lets its owner in alone: it is kept on the device with whose it is (discoverable), and wants a
finger, a face or a PIN each time (user verification). No attestation is asked for: which make of device
somebody has is nobody's business. The counter that some devices send is not kept, as it counts what somebody
does (N1); what it was meant to show, a copied key, most passkeys are by design.
"""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    Aaguid,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

State = dict[str, Any]
"""What has to be remembered between the question and the answer: the challenge."""

_WRONG = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, struct.error,
)  # fmt: skip
"""What the libraries raise at an answer that is none."""


class NotThis(ValueError):  # noqa: N818 - reads as what it says
    """An answer that does not fit: the text is for the log, not for people."""


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey as it is kept: its id, and the public key in COSE."""

    id: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class Here:
    """Where the browser is: the host that passkeys belong to, and the origin that it must say it is on."""

    host: str
    origin: str

    @property
    def _server(self) -> Fido2Server:
        site = PublicKeyCredentialRpEntity(name="Farflung", id=self.host)
        return Fido2Server(site, verify_origin=lambda origin: origin == self.origin)

    def ask_to_make(
        self, *, handle: bytes, email: str, name: str, have: Iterable[bytes]
    ) -> tuple[str, State]:
        """What the browser is asked, as JSON; `have` are those that the account has, so that none is made
        twice on one device."""
        user = PublicKeyCredentialUserEntity(name=email, id=handle, display_name=name)
        options, state = self._server.register_begin(
            user,
            [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=one) for one in have],
            resident_key_requirement=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return json.dumps(_plain(options)), _kept(state)

    def made(self, state: State, answer: str) -> Key:
        """The passkey that was made; raises `NotThis`."""
        try:
            given = RegistrationResponse.from_dict(_object(answer))
            data = self._server.register_complete(state, given).credential_data
        except _WRONG as error:
            raise NotThis(str(error)) from error
        if data is None:
            raise NotThis("no key")
        return Key(data.credential_id, cbor.encode(dict(data.public_key)))

    def ask_who(self) -> tuple[str, State]:
        """What the browser is asked, of whomever: as JSON."""
        options, state = self._server.authenticate_begin(
            user_verification=UserVerificationRequirement.REQUIRED
        )
        return json.dumps(_plain(options)), _kept(state)

    def check(self, state: State, key: Key, answer: str) -> None:
        """Raises `NotThis` unless the passkey has answered this question, here."""
        try:
            public: Any = cbor.decode(key.public)
            known = AttestedCredentialData.create(Aaguid.NONE, key.id, CoseKey.parse(public))
            self._server.authenticate_complete(state, [known], _object(answer))
        except _WRONG as error:
            raise NotThis(str(error)) from error


def answered_by(answer: str) -> tuple[bytes, bytes | None]:
    """The id of the passkey that an answer says it is of, and whose it says that is; raises `NotThis`."""
    try:
        given = AuthenticationResponse.from_dict(_object(answer))
        return given.raw_id, given.response.user_handle
    except _WRONG as error:
        raise NotThis(str(error)) from error


def _object(text: str) -> Mapping[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise NotThis("no object")
    return found


def _plain(value: Any) -> Any:
    """Options as JSON has them."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if one is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _kept(state: Mapping[str, Any]) -> State:
    return {name: str(value) for name, value in state.items()}
