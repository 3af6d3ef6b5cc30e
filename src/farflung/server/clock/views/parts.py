"""Parts of pages that are the same for many readers, or for one again and again: written once and kept.

A part may depend on the map, on the time for which it is kept, on the reader's clock and language, and on
what its key says; on nothing else. Whatever is told only to some people has them in its key.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from farflung.engine.atlas import Atlas
from farflung.engine.time import epoch
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.ui.reader import nobody

MINUTE, QUARTER, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1)
"""How long clock times hold; what only hours and changes of clocks move; what only the date does."""

_MOST = 12_000
_kept: ManyAbout[SafeString] = ManyAbout(_MOST)
_read_in: set[str] = set()


def part(
    here: Standpoint,
    atlas: Atlas | None,
    key: tuple[Hashable, ...],
    holds: timedelta,
    make: Callable[[], SafeString],
) -> SafeString:
    """What `make` writes, made anew for another map, after `holds`, and for another clock or language.

    `atlas` is the map that it is really written from. Where that is another one than the reader's, as for a
    moment after a change, or where nobody can tell (None), it is written and not kept.
    """
    if atlas is not here.atlas:
        return make()
    reader, language = here.reader, get_language()
    _read_in.add(language)
    since = epoch(reader.now) // int(holds.total_seconds())
    told = (reader.today, reader.zone.key, reader.place, reader.own, language)
    return _kept.get(atlas, None, (*key, since, told), make)


def languages() -> frozenset[str]:
    """Those in which this process has written parts so far."""
    return frozenset(_read_in)


def common(
    here: Standpoint,
    atlas: Atlas | None,
    key: tuple[Hashable, ...],
    holds: timedelta,
    make: Callable[[Standpoint], SafeString],
) -> SafeString:
    """A part in which nothing is told by the reader's clock: kept for all of one date and language.

    `make` is handed a standpoint without a person, from which the clock and the place are not to be seen.
    """
    reader = here.reader
    noon = datetime.combine(reader.today, time(12, 0), tzinfo=UTC)
    anybody = Standpoint(here.atlas, None, replace(nobody(noon), own=reader.own))
    since = epoch(reader.now) // int(holds.total_seconds())
    return part(anybody, atlas, ("common", *key, since), DAY, lambda: make(anybody))


def rendered(here: Standpoint, template: str, context: dict[str, Any]) -> SafeString:
    """A template of a part; it knows the reader and no request."""
    return render_to_string(template, {**context, "reader": here.reader})
