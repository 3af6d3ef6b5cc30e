"""Which release of the zone database the company lives by, and what the last upgrade moved; for operators."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from farflung.engine.atlas import Atlas
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.releases import Moved, moved, release, rules, used
from farflung.server.core.models import CompanySetting
from farflung.server.core.writing import writing
from farflung.server.org.access import Role, require
from farflung.server.org.atlas_copy import current
from farflung.server.ui.reader import now_of

_NOBODY: Final = UUID(int=0)
_NAME: Final = "zone database"
"""{"version", "zones"} of the release in use; `before` is the same of the one it replaced, with `at`."""


def note_release(*, now: datetime) -> bool:
    """Keeps the rules that the company lives by now; whether the release is another than the last time."""
    atlas = with_meetings(current().atlas, now)
    present = {
        "version": atlas.zones.version,
        "zones": rules(atlas.zones, used(atlas), now),
    }
    with writing(by=None, now=now) as write:
        row = CompanySetting.objects.select_for_update().filter(name=_NAME).first()
        held: dict[str, Any] = row.value if row is not None else {}
        changed = bool(held) and held["version"] != present["version"]
        before = held.get("before")
        if changed:
            before = {"version": held["version"], "zones": held["zones"], "at": now.isoformat()}
            write.audit("zones.upgraded", "zones", _NOBODY, before=held["version"], after=present["version"])
        CompanySetting.objects.update_or_create(name=_NAME, defaults={"value": present | {"before": before}})
    return changed


def last_upgrade(atlas: Atlas, now: datetime) -> tuple[Moved, datetime] | None:
    """What it moved, of what still lies ahead, and when it was noticed; None where there was none."""
    row = CompanySetting.objects.filter(name=_NAME).first()
    before = row.value.get("before") if row is not None else None
    if before is None:
        return None
    old = release(before["version"], before["zones"])
    return moved(with_meetings(atlas, now), old, now), datetime.fromisoformat(before["at"])


def noticed_since(when: datetime) -> bool:
    """Whether an upgrade was noticed after an instant; one small query."""
    row = CompanySetting.objects.filter(name=_NAME).first()
    before = row.value.get("before") if row is not None else None
    return before is not None and datetime.fromisoformat(before["at"]) > when


@never_cache
@require_safe
def zones(request: HttpRequest) -> HttpResponse:
    """The page."""
    require(request, Role.OPERATOR)
    atlas = current().atlas
    found = last_upgrade(atlas, now_of(request))
    page = {
        "version": atlas.zones.version,
        "moved": found[0] if found else None,
        "noticed": found[1] if found else None,
    }
    return render(request, "site/zones.html", page)
