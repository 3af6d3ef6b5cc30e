"""Hands parcels to a program of the company: whole, as their reader has asked for it."""

import json
from collections.abc import Collection
from datetime import UTC

from farflung.server.connect.channels.outside import status_of
from farflung.server.connect.channels.webhook.sign import signature
from farflung.server.connect.planning.parcel import Gone, Later, Parcel

EVENT = "message.landed"


class Webhook:
    """One hook: its address and its secret; `allowed` are the hosts that may be private."""

    def __init__(self, url: str, secret: str, allowed: Collection[str]) -> None:
        self._url, self._secret, self._allowed = url, secret, allowed

    def send(self, parcel: Parcel) -> None:
        """Returns on a status of 2xx; `Gone` on 410, `Later` else, also on a redirect: none is followed."""
        name, body = f"msg_{parcel.code.hex}", body_of(parcel)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(int(parcel.now.timestamp())),
            "webhook-signature": signature(self._secret, name, parcel.now, body),
        }
        status = status_of(self._url, body, headers, self._allowed)
        if status == 410:
            raise Gone(str(status))
        if not (isinstance(status, int) and 200 <= status < 300):
            raise Later(str(status))


def body_of(parcel: Parcel) -> bytes:
    """The event: the same in every try."""
    messages = [
        {
            "id": str(item.code), "purpose": item.purpose, "urgent": item.urgent, "title": item.says.title,
            "text": item.says.body, "url": f"{parcel.site}{item.says.href}" if item.says.href else None,
            "posted_at": f"{item.posted.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        }
        for item in parcel.items
    ]  # fmt: skip
    data = {"recipient": {"id": str(parcel.recipient), "name": parcel.name}, "messages": messages}
    made = f"{parcel.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return json.dumps({"type": EVENT, "timestamp": made, "data": data}, ensure_ascii=False).encode()
