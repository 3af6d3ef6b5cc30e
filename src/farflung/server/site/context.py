"""What every page of the site knows: who asks, by whose clock times are shown, where the bar leads."""

from typing import Any

from django.http import HttpRequest

from farflung.engine.time import packaged_zones
from farflung.server.clock.planning.whom import standpoint
from farflung.server.org.access import maybe_asker
from farflung.server.site.demo import cast, known_cast
from farflung.server.site.navigation import ACCOUNT, BAR, entries
from farflung.server.ui.shell import links


def shell(request: HttpRequest) -> dict[str, Any]:
    """`asker`, `reader`, `nav`, `account_nav`, `zones_version`, `demo`; a stranger has no links."""
    asker = maybe_asker(request) if hasattr(request, "user") else None
    if asker is None:
        return {"asker": None, "demo": cast()}
    here = standpoint(request, asker)
    return {
        "asker": asker,
        "demo": known_cast(here.atlas),
        "reader": here.reader,
        "nav": links(request, entries(BAR, asker)),
        "account_nav": links(request, entries(ACCOUNT, asker)),
        "zones_version": packaged_zones().version,
    }
