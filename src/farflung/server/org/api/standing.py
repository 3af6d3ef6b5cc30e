"""From where an operation looks: who asks, the map they are on, the date on their wall."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person as OnMap
from farflung.engine.time import CivilTime
from farflung.server.core.models import Account
from farflung.server.org.access import Asker, Role, asker, member, require
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.org.models import Person
from farflung.server.ui.reader import now_of


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks: `row` is the record, `person` the same on the map, `today` their own date."""

    row: Person
    account: Account
    person: OnMap
    atlas: Atlas
    now: datetime
    today: date


def me(request: HttpRequest) -> Me:
    """Of who asks; 404 for an account without a person."""
    row, now = member(request), now_of(request)
    atlas, person = on_the_map(row.code)
    today = CivilTime.of(now, atlas.zone_of(person, now)).date
    return Me(row, asker(request).account, person, atlas, now, today)


def insider(request: HttpRequest) -> Asker:
    """The asker, if they work here or run the installation; 404 else."""
    return require(request, Role.MEMBER, Role.OPERATOR)


def today_of(request: HttpRequest) -> date:
    """The asker's own date; that in UTC for an account without a person."""
    return me(request).today if asker(request).person is not None else now_of(request).date()
