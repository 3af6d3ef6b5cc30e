"""Says in a room that something has come for somebody who asked for that; never what it says."""

import json
from collections.abc import Collection

from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from farflung.server.connect.channels.outside import status_of
from farflung.server.connect.planning.parcel import Gone, Later, Parcel


class Chat:
    """One room: the address of its hook, which is a secret; `allowed` are the hosts that may be private."""

    def __init__(self, url: str, allowed: Collection[str]) -> None:
        self._url, self._allowed = url, allowed

    def send(self, parcel: Parcel) -> None:
        """Returns on a status of 2xx; `Gone` where the hook is no more, `Later` else."""
        body = json.dumps({"text": text_of(parcel)}, ensure_ascii=False).encode()
        status = status_of(self._url, body, {"Content-Type": "application/json"}, self._allowed)
        if status in (404, 410):
            raise Gone(str(status))
        if not (isinstance(status, int) and 200 <= status < 300):
            raise Later(str(status))


def text_of(parcel: Parcel) -> str:
    """One line, without anything that a chat would take for a command or a mention."""
    count = len(parcel.items)
    name = "".join(letter for letter in parcel.name if letter not in "<>&*_~`@|[]()\r\n")
    with translation.override(parcel.language or "en"):
        says = ngettext("%(name)s: %(count)d new message", "%(name)s: %(count)d new messages", count)
        return f"{says % {'name': name, 'count': count}} {parcel.site}{reverse('inbox')}"
