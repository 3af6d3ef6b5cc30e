"""When somebody is on which shift, and when they are off: known before they are asked for another."""

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.roster import around, off_lookup
from farflung.engine.coverage.stand_ins import shortest_rest
from farflung.engine.coverage.stints import Stint, stints_of_shift
from farflung.engine.model import Shift
from farflung.engine.time import Span


class Diary:
    """The shifts of everybody in a window, and the time they are off; each looked up once."""

    def __init__(self, atlas: Atlas, window: Span) -> None:
        self._atlas, self._wide = atlas, around(window)
        self._rest = shortest_rest(atlas)
        self._off = off_lookup(atlas, self._wide)
        self._found: dict[str, list[Stint]] = {}
        self._shifts: dict[str, list[Shift]] = {}
        for shift in atlas.shifts:
            if shift.person is not None:
                self._shifts.setdefault(shift.person, []).append(shift)

    def could(self, person: str, span: Span, instead: Span) -> bool:
        """Whether a person who gives `instead` away could be on a shift through `span`: neither off, nor on
        another shift, nor without the rest around it that their agreement asks for."""
        if any(off.span.overlaps(span) for off in self._off(person)):
            return False
        needed = Span(span.start - self._rest, span.end + self._rest)
        return not any(s.span.overlaps(needed) and s.span != instead for s in self._stints(person))

    def _stints(self, person: str) -> list[Stint]:
        if person not in self._found:
            self._found[person] = [
                stint
                for shift in self._shifts.get(person, ())
                for stint in stints_of_shift(self._atlas, shift, self._wide)
            ]
        return self._found[person]
