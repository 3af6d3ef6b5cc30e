"""What a time is to everybody, shown before it is saved: who is hit, what is better, a memo instead."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import SlotRequest
from farflung.server.clock.actions.meetings import Guests
from farflung.server.clock.forms.find import WhoForm
from farflung.server.clock.planning.slots import Part, guard
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.org.models import Person, Team

_HARD = frozenset({Part.NIGHT, Part.VERY_EARLY, Part.VERY_LATE, Part.BUSY, Part.OFF})


def shown(
    here: Standpoint, atlas: Atlas, request: SlotRequest, start: datetime, *more: object
) -> dict[str, Any]:
    """What stands on the page. Who has seen it for these people and this time may save it by `digest`.

    `more` is what else must be as it was seen.
    """
    found = guard(atlas, request, start, here.person)
    hit = [one for share in found.shown.shares if share.part in _HARD for one in share.people]
    return {
        "guard": found,
        "hit": hit,
        "last": atlas.person(found.memo.last),
        "digest": _digest(request, start, more),
    }


def _digest(request: SlotRequest, start: datetime, more: Iterable[object]) -> str:
    people = ",".join(sorted(request.required)) + ";" + ",".join(sorted(request.optional))
    text = "|".join((people, f"{start:%Y%m%d%H%M}", str(request.length), *map(str, more)))
    return blake2b(text.encode(), digest_size=12).hexdigest()


def guests(form: WhoForm) -> Guests:
    """Whom a form names, as rows: people by themselves, and whole teams."""
    return Guests(
        _rows(form.alone["people"]),
        _rows(form.alone["optional"]),
        _teams(form.teams["people"]),
        _teams(form.teams["optional"]),
    )


def _rows(keys: Sequence[str]) -> tuple[Person, ...]:
    rows = {str(row.code): row for row in Person.objects.filter(code__in=keys)}
    return tuple(rows[key] for key in keys if key in rows)


def _teams(names: Sequence[str]) -> tuple[Team, ...]:
    return tuple(Team.objects.filter(name__in=names).order_by("name"))
