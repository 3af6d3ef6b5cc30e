"""What every page of the site knows: who asks, by whose clock times are shown, where the bar leads."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from farflung.draw.markup import joined, name_of, tag
from farflung.engine.time import packaged_zones
from farflung.server.clock.planning.whom import standpoint
from farflung.server.org.access import Asker, maybe_asker
from farflung.server.site.demo import Part, cast, known_cast
from farflung.server.site.navigation import ACCOUNT, BAR, Way, entries
from farflung.server.ui.pictures import safe
from farflung.server.ui.shell import links


def shell(request: HttpRequest) -> dict[str, Any]:
    """`asker`, `reader`, `nav`, `account_nav`, `zones_version`, `cast`; for a stranger `cast` and `demo`."""
    asker = maybe_asker(request) if hasattr(request, "user") else None
    if asker is None:
        parts = cast()
        return {"asker": None, "demo": parts, "cast": _buttons(parts)}
    here = standpoint(request, asker)
    return {
        "asker": asker,
        "cast": _buttons(known_cast(here.atlas), asker.account.code),
        "reader": here.reader,
        "nav": _links(request, BAR, asker),
        "account_nav": _links(request, ACCOUNT, asker),
        "zones_version": packaged_zones().version,
    }


def _links(request: HttpRequest, ways: Sequence[Way], asker: Asker) -> SafeString | None:
    found = links(request.path, entries(ways, asker))
    return None if found is None else safe(found)


def _buttons(parts: Iterable[Part], own: UUID | None = None) -> SafeString | None:
    """The cast as buttons, the reader marked; None where this is no demo."""
    found = tuple(parts)
    return _written(found, own, get_language()) if found else None


@lru_cache(maxsize=256)
def _written(parts: tuple[Part, ...], own: UUID | None, _language: str | None) -> SafeString:
    buttons = (
        tag(
            "button", name_of(part.name), name="who", value=str(part.code), title=str(part.who),
            aria_current="true" if part.code == own else None,
        )
        for part in parts
    )  # fmt: skip
    return safe(joined(buttons, "\n"))
