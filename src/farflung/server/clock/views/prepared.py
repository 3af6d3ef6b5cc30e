"""Parts of pages that are dear to write, written before somebody opens the page: what teams compare.

The first to open a team's page on a day, or after a change of the map, would wait for it, and everybody else
whose page is made by the same process.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.utils import translation

from farflung.engine.atlas import Atlas
from farflung.engine.model import Place
from farflung.engine.time import CivilTime
from farflung.server.clock.planning.team import MOST_COMPARED, TeamPage
from farflung.server.clock.planning.teams import Teams, teams
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.clock.views.team import for_all
from farflung.server.ui.reader import Reader


def dates(atlas: Atlas, now: datetime) -> dict[date, Place]:
    """The dates that it is where people are, that of most first, each with a place that has it."""
    places = Counter(person.place.zone for person in atlas.people)
    found: dict[date, Place] = {}
    for zone, _ in places.most_common():
        found.setdefault(CivilTime.of(now, atlas.zones.zone(zone)).date, Place(zone))
    return found


def prepare(atlas: Atlas, now: datetime, languages: Collection[str]) -> Iterator[str]:
    """Writes what is the same for everybody, team by team, the largest first; yields the name of each
    ("" where it has to wait).

    Whoever runs through it decides how fast, and may stop anywhere.
    """
    while (known := teams(atlas, now)).atlas is not atlas:
        yield ""  # another thread is just making those of this map
    for place in dates(atlas, now).values():
        reader = Reader(now, atlas.zones.zone(place.zone), place.label)
        for name in _largest_first(known):
            _write(TeamPage(known, known.known[name], None, reader), languages)
            yield name


def _largest_first(known: Teams) -> list[str]:
    sizes = {name: len(ids) for name, ids in known.ids.items() if 0 < len(ids) <= MOST_COMPARED}
    return sorted(sizes, key=lambda name: (-sizes[name], name))


def _write(page: TeamPage, languages: Collection[str]) -> None:
    here = Standpoint(page.atlas, None, page.reader)
    if not languages:
        page.compared  # noqa: B018 - asking for it makes it
    for language in sorted(languages):
        with translation.override(language):
            for_all(here, page)
