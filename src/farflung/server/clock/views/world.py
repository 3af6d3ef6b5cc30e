"""The map of people at work in the world's daylight, and its table, in the reader's language."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import hypot

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from farflung.draw import world
from farflung.draw.chart import Table
from farflung.draw.land import project
from farflung.draw.sun import CIVIL_TWILIGHT, SUNRISE, elevation, sun_at
from farflung.draw.world import FEWEST_FOR_RATES, Spot
from farflung.engine.time import CivilTime
from farflung.server.clock.planning.company import Hour
from farflung.server.clock.planning.groups import Group
from farflung.server.clock.planning.kept import Kept
from farflung.server.ui.pictures import behind, safe
from farflung.server.ui.words import count_text, people_text, weekday_clock_text

_PARTS = {
    "Africa": _("elsewhere in Africa"),
    "America": _("elsewhere in the Americas"),
    "Antarctica": _("elsewhere in Antarctica"),
    "Arctic": _("elsewhere in the Arctic"),
    "Asia": _("elsewhere in Asia"),
    "Atlantic": _("elsewhere in the Atlantic"),
    "Australia": _("elsewhere in Australia"),
    "Europe": _("elsewhere in Europe"),
    "Indian": _("elsewhere in the Indian Ocean"),
    "Pacific": _("elsewhere in the Pacific"),
}
_NEAR = 17.0
"""Places nearer than this, in units of the map (four to a degree), are one circle: apart nobody sees them."""

_LABELS = 14
_maps: defaultdict[str, Kept[SafeString]] = defaultdict(Kept)
_tables: defaultdict[str, Kept[SafeString]] = defaultdict(Kept)


def world_map(hour: Hour) -> SafeString:
    """The map; drawn once per quarter hour and language."""
    language = get_language() or ""
    return _maps[language].get(hour.day.atlas, hour.at, lambda: _drawn(hour))


def label(group: Group) -> str:
    """What a group is called."""
    return str(_PARTS.get(group.label, _("elsewhere"))) if group.rest else group.label


def _drawn(hour: Hour) -> SafeString:
    title = gettext("The world at %(clock)s UTC") % {"clock": f"{hour.at:%H:%M}"}
    desc = gettext("Shaded where it is night, with a circle for each place: %(people)s in all.") % {
        "people": people_text(hour.people)
    }
    spots = [_spot(groups) for groups in _clusters(_mapped(hour.places.drawn))]
    return safe(world.world("world", title, hour.at, spots, labels=_LABELS, words=(title, desc)).svg)


def _mapped(drawn: Sequence[Group]) -> list[Group]:
    """Places; what has none of its own only where most people would be missing without it."""
    here = [group for group in drawn if group.latitude is not None]
    places = [group for group in here if not group.rest]
    rests = [group for group in here if group.rest]
    return here if sum(g.people for g in rests) > sum(g.people for g in places) else places


def _clusters(groups: Sequence[Group]) -> list[list[Group]]:
    """Each place with the smaller ones around it."""
    found: list[list[Group]] = []
    for group in groups:
        near = next((cluster for cluster in found if _apart(cluster[0], group) < _NEAR), None)
        if near is None:
            found.append([group])
        else:
            near.append(group)
    return found


def _apart(one: Group, other: Group) -> float:
    (x, y), (east, north) = (project(g.latitude or 0.0, g.longitude or 0.0) for g in (one, other))
    return hypot(x - east, y - north)


def _spot(cluster: Sequence[Group]) -> Spot:
    """A circle: how many are there, and whether most of the groups that may be told of are at work."""
    first, people = cluster[0], sum(group.people for group in cluster)
    told = [group for group in cluster if group.people >= FEWEST_FOR_RATES]
    most = sum(group.working or 0 for group in told) * 2 >= sum(group.people for group in told)
    working = (people if most else 0) if told else None
    more = f" +{len(cluster) - 1}" if len(cluster) > 1 else ""
    return Spot(f"{label(first)}{more}", first.latitude or 0.0, first.longitude or 0.0, people, working)


def place_table(hour: Hour, now: datetime) -> SafeString:
    """Every group in a folded table, with what its clocks show and how light it is there.

    The same for everybody who reads a language, so it is written once a minute.
    """
    language, minute = get_language() or "", now.replace(second=0, microsecond=0)
    return _tables[language].get(
        hour.day.atlas, (hour.at, minute), lambda: safe(behind(_table(hour, minute)))
    )


def _table(hour: Hour, now: datetime) -> Table:
    head = (gettext("Place"), gettext("Clock"), gettext("People"), gettext("At work"), gettext("Light"))
    return Table(gettext("People at work by place"), head, tuple(_rows(hour, now)))


def _rows(hour: Hour, now: datetime) -> Iterator[tuple[str, ...]]:
    zones = hour.day.atlas.zones
    for group in hour.places.listed:
        working = gettext("not said") if group.working is None else count_text(group.working)
        clock = weekday_clock_text(CivilTime.of(now, zones.zone(group.zone))) if group.zone else "–"
        yield label(group), clock, count_text(group.people), working, _light(group, hour)


def _light(group: Group, hour: Hour) -> str:
    if group.rest or group.latitude is None or group.longitude is None:
        return "–"
    height = elevation(sun_at(hour.at), group.latitude, group.longitude)
    if height > SUNRISE:
        return gettext("day")
    return gettext("twilight") if height > CIVIL_TWILIGHT else gettext("night")
