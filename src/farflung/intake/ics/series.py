"""Events that belong together: a master and the occurrences that were changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from farflung.engine.said import in_turn, said
from farflung.intake.ics.created import Made
from farflung.intake.ics.event import BadEventError, Event, read_event
from farflung.intake.ics.tree import Component
from farflung.intake.notebook import Notebook

MOST_EVENTS = 40_000
"""A file with more events than this is not the calendar of a company but a mistake."""

_NOT_PLANS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})


@dataclass(frozen=True, slots=True)
class Series:
    """A master and the events that replace some of its occurrences."""

    master: Event
    overrides: tuple[Event, ...] = ()


def read_events(calendars: Iterable[Component], file: str, notebook: Notebook) -> list[Event]:
    """Every event that can be used; each that cannot is written down with its line."""
    events: list[Event] = []
    made = Made()
    for calendar in calendars:
        method = calendar.text("METHOD").upper()
        if method in _NOT_PLANS:
            message = said(
                "this calendar is a {method} to an invitation, not a plan; it was skipped.", method=method
            )
            remedy = said("Give the calendar itself.")
            notebook.warning("ics-method", file, message, remedy, line=calendar.line, read=method)
            continue
        found = _events_in(calendar, file, made, notebook)
        events += [event.called_off() if method == "CANCEL" else event for event in found]
    made.say_unread(file, notebook)
    if len(events) > MOST_EVENTS:
        message = said(
            "the file has {events:,} events; the first {most:,} are read.",
            events=len(events),
            most=MOST_EVENTS,
        )
        remedy = said("Export a shorter time, or fewer calendars.")
        notebook.error("ics-too-many", file, message, remedy)
    return events[:MOST_EVENTS]


def _events_in(calendar: Component, file: str, made: Made, notebook: Notebook) -> Iterator[Event]:
    for component in calendar.within("VEVENT"):
        try:
            yield read_event(component, file, made.read(component))
        except BadEventError as error:
            complain(error, file, notebook)


def complain(error: BadEventError, file: str, notebook: Notebook) -> None:
    """Writes down an event that was left out."""
    message = in_turn(error.said, said("The event was left out."))
    notebook.error("ics-event", file, message, error.remedy, line=error.line, read=error.read)


def grouped(events: Iterable[Event]) -> list[Series]:
    """Series in the order of the file. A changed occurrence without its master stands for itself."""
    by_uid: dict[str, list[Event]] = {}
    for event in events:
        by_uid.setdefault(event.uid, []).append(event)
    return [series for group in by_uid.values() for series in _series(group)]


def _series(group: list[Event]) -> Iterator[Series]:
    masters = _newest([event for event in group if event.replaces is None])
    overrides = _newest([event for event in group if event.replaces is not None])
    if not masters:
        yield from (Series(event) for event in overrides)
        return
    yield Series(masters[0], tuple(overrides))
    yield from (Series(event) for event in masters[1:])


def _newest(group: list[Event]) -> list[Event]:
    """One event for each start (or replaced start), the highest SEQUENCE, then the last in the file.

    A master that was moved carries a higher SEQUENCE and another start: then only the newest counts.
    Feeds that give all their shifts one UID have no SEQUENCE, and every shift counts.
    """
    if len({event.sequence for event in group if event.replaces is None}) > 1:
        group = [max(group, key=lambda event: event.sequence)]
    newest: dict[object, Event] = {}
    for event in group:
        key = event.replaces or (event.start, event.title)
        if key not in newest or event.sequence >= newest[key].sequence:
            newest[key] = event
    return list(newest.values())
