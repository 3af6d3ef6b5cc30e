"""When an event was put into its calendar: CREATED (RFC 5545 3.8.7.1), which is in UTC.

Only CREATED tells when people could first know of a meeting. LAST-MODIFIED changes with every trifle, an
answer of a guest among them, and DTSTAMP with every export.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from farflung.engine.said import NOTHING, Said, SaidError, in_turn, said, said_of, sentence, why
from farflung.intake.ics.event import Event
from farflung.intake.ics.lines import Property
from farflung.intake.ics.tree import Component
from farflung.intake.ics.values import moment
from farflung.intake.notebook import Notebook

_SINCE = 1971
"""Programs that do not know write 00001231T000000Z, 19000101T120000Z or the beginning of Unix time."""

_TAIL = re.compile(r"_R\d{8}(?:T\d{6}Z?)?@google\.com", re.IGNORECASE)
"""The UID of a series that goes on from an older one, from that date with other words or hours."""


@dataclass(slots=True)
class Made:
    """Reads CREATED of the events of one file, and says once which values are no time in UTC."""

    unread: list[tuple[Property, Said]] = field(default_factory=list)

    def read(self, component: Component) -> datetime | None:
        """When an event was made; None where it does not say, or says it in no way that can be read."""
        prop = component.get("CREATED")
        try:
            return None if prop is None else _instant(prop)
        except ValueError as error:
            if prop is not None:
                self.unread.append((prop, why(error)))
            return None

    def say_unread(self, file: str, notebook: Notebook) -> None:
        """One warning for all of them, at the first: a program that writes one so writes all so."""
        if not self.unread:
            return
        prop, reason = self.unread[0]
        others = len(self.unread) - 1
        same = said_of(
            "The same of {count:,} more in this file.", "The same of {count:,} more in this file.", others
        )
        notebook.warning(
            "ics-created",
            file,
            in_turn(
                sentence(said("{name}: {why}", name="CREATED", why=reason)),
                said("It was passed over, so how long ahead this was announced is not known."),
                same if others else NOTHING,
            ),
            said("Mend the value, or export the calendar again."),
            line=prop.line,
            column="CREATED",
            read=prop.value,
        )


def _instant(prop: Property) -> datetime | None:
    """Raises `SaidError` with what is wrong."""
    if prop.value.strip().startswith("0000"):
        return None
    found = moment(prop.value, prop.params.get("TZID"))
    if found.clock is None or not found.utc:
        text = prop.value.strip()[:40]
        raise SaidError(said("{text!r} is not in UTC: write 20270318T193000Z", text=text))
    return datetime.combine(found.day, found.clock, UTC) if found.day.year >= _SINCE else None


def announced(event: Event) -> datetime | None:
    """When people could first know of a series, by its own event.

    None also for what goes on from an older series, and for a changed occurrence that came without its
    series: people knew of those before the event was made.
    """
    return None if event.replaces is not None or _TAIL.search(event.uid) else event.created


def moved(master: Event, override: Event) -> datetime | None:
    """When an occurrence was changed, as far as its own CREATED tells.

    Many programs copy the CREATED of the series into each change: then it tells nothing.
    """
    made, usual = override.created, master.created
    return made if made is not None and (usual is None or made > usual) else None
