"""The holidays of a reading: wanted as soon as a place is known, needed only when all is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from farflung.engine.model import HolidayCalendar, Place
from farflung.engine.time import Span
from farflung.intake.beside import Beside, when_asked
from farflung.intake.holidays import Key, calendars, years_of
from farflung.intake.notebook import Notebook

_Found = tuple[dict[Key, HolidayCalendar], Notebook]
_WORTH_IT = 30
"""Places from which making their calendars takes longer than beginning it beside."""


@dataclass(slots=True)
class HolidaysWanted:
    """Which calendars are wanted; each is made once."""

    window: Span
    beside: Beside
    only_public: bool
    _known: set[Key] = field(default_factory=set)
    _begun: list[Callable[[], _Found]] = field(default_factory=list)

    def of(self, places: Iterable[Place]) -> None:
        """Begins with the calendars of places that were not asked for before."""
        new = {
            (place.country, place.subdivision): place
            for place in places
            if place.country and (place.country, place.subdivision) not in self._known
        }
        self._known |= new.keys()
        if new:
            begin = self.beside if len(new) >= _WORTH_IT else when_asked
            self._begun.append(begin(partial(_found, tuple(new.values()), self.window, self.only_public)))

    def found(self, notebook: Notebook) -> dict[Key, HolidayCalendar]:
        """All of them; what is to be said about them goes into the notebook."""
        all_found: dict[Key, HolidayCalendar] = {}
        for found, own in (wait() for wait in self._begun):
            all_found |= found
            notebook.notes += own.notes
        return all_found


def _found(places: tuple[Place, ...], window: Span, only_public: bool) -> _Found:
    notebook = Notebook()
    return calendars(places, years_of(window), notebook, only_public=only_public), notebook
