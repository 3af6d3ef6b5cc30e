"""When somebody is on which shift, and when they are off: known before they are asked for another."""

from collections.abc import Sequence, Set
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.roster import around, off_lookup
from farflung.engine.coverage.stand_ins import shortest_rest
from farflung.engine.coverage.stints import Stint, stints_of_shift
from farflung.engine.model import Shift
from farflung.engine.time import Span, merged, total


class Diary:
    """The shifts of everybody in a window, and the time they are off; each looked up once."""

    def __init__(self, atlas: Atlas, window: Span) -> None:
        self._atlas, self._window, self._wide = atlas, window, around(window)
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

    def doubles(self, change: Change) -> bool:
        """Whether a change puts anybody on two shifts at once in the window for longer than they are now."""
        gone = {id(item) for item in change.remove}
        added: dict[str, list[Span]] = {}
        for item in change.add:
            if isinstance(item, Shift) and item.person is not None:
                new = (stint.span for stint in stints_of_shift(self._atlas, item, self._window))
                added.setdefault(item.person, []).extend(new)
        return any(
            _doubled([*self._spans(person, gone), *new]) > _doubled(self._spans(person, set()))
            for person, new in added.items()
        )

    def _spans(self, person: str, gone: Set[int]) -> list[Span]:
        """Somebody's shifts in the window itself, without some."""
        known = (stint for stint in self._stints(person) if id(stint.shift) not in gone)
        return [stint.span for stint in known if stint.span.overlaps(self._window)]

    def _stints(self, person: str) -> list[Stint]:
        if person not in self._found:
            self._found[person] = [
                stint
                for shift in self._shifts.get(person, ())
                for stint in stints_of_shift(self._atlas, shift, self._wide)
            ]
        return self._found[person]


def _doubled(spans: Sequence[Span]) -> timedelta:
    """How much longer all of them are than the time in which there is one."""
    return sum((span.elapsed for span in spans), timedelta()) - total(merged(spans))
