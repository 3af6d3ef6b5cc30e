"""Places: a row for each that somebody is at, with the public holidays that are kept there."""

from datetime import datetime

from django.utils.translation import gettext as _

from farflung.engine.model import Place as EnginePlace
from farflung.engine.time import UnknownZoneError, packaged_zones
from farflung.server.core.refusal import Refused
from farflung.server.org.actions.calendars import keep_holidays_of
from farflung.server.org.models import Place


def place_row(place: EnginePlace, now: datetime) -> Place:
    """The row of a place; made, with its public holidays, where it is the first of its kind.

    Raises `Refused` for a zone that nobody knows: there is no default one.
    """
    try:
        packaged_zones().zone(place.zone)
    except UnknownZoneError:
        raise Refused("unknown-zone", _("Nobody knows the time zone %s.") % place.zone, "place") from None
    row, made = Place.objects.get_or_create(
        zone=place.zone,
        country=place.country or "",
        subdivision=place.subdivision or "",
        city=place.city or "",
        defaults={"latitude": place.latitude, "longitude": place.longitude},
    )
    if made:
        keep_holidays_of([place], now)
    return row
