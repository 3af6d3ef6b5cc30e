"""What a rota file says of single people: who cannot, would like to, stands fixed, was called out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from farflung.engine.model import Absence
from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.rules import CallOut
from farflung.engine.rota.values.assignment import Assignment, Wish
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.said import said, why
from farflung.engine.time import Span
from farflung.engine.time.civil import date_shown, local_span
from farflung.intake.agreement.yaml_tree import Path
from farflung.intake.rota_file.people import Named
from farflung.intake.rota_file.schema import Fixed, RotaFile
from farflung.intake.row_time import doubt


@dataclass(frozen=True)
class Standing:
    """Reads these parts of a file; what cannot be meant is told by `named`."""

    says: RotaFile
    named: Named

    def unavailable(self) -> Iterator[Absence]:
        """When people cannot be planned."""
        for number, away in enumerate(self.says.unavailable):
            person = self.named.one(away.person, ("unavailable", number, "person"))
            try:
                if person is not None:
                    yield Absence(person, away.from_, away.until or away.from_)
            except ValueError as error:
                self.named.tell(("unavailable", number), why(error))

    def shares(self) -> Iterator[tuple[str, float]]:
        """Parts of a full load by person."""
        for number, one in enumerate(self.says.shares):
            person = self.named.one(one.person, ("shares", number, "person"))
            if person is not None:
                yield person, one.share

    def wishes(self, people: tuple[str, ...], kinds: frozenset[str]) -> Iterator[Wish]:
        """What people would like."""
        for number, wish in enumerate(self.says.wishes):
            path: Path = ("wishes", number)
            person = self._planned(wish.person, people, (*path, "person"))
            if wish.shift is not None and wish.shift not in kinds:
                self._no_shift(wish.shift, kinds, (*path, "shift"))
            elif person is not None:
                yield Wish(person, wish.date_, wish.shift, wish.wants, wish.weight)

    def fixed(
        self, people: tuple[str, ...], kinds: tuple[ShiftKind, ...], window: Span
    ) -> Iterator[Assignment]:
        """Shifts that stand whatever happens; they begin in the window, and nobody has two on a date."""
        by_name = {kind.name: kind for kind in kinds}
        taken: dict[tuple[str, date], str] = {}
        for number, fixed in enumerate(self.says.fixed):
            path: Path = ("fixed", number)
            person = self._planned(fixed.person, people, (*path, "person"))
            if fixed.shift not in by_name:
                self._no_shift(fixed.shift, frozenset(by_name), (*path, "shift"))
            elif person is not None:
                made = shift_on(
                    self.named.atlas, self.named.atlas.person(person), by_name[fixed.shift], fixed.date_
                )
                if made is None:
                    message = said("{shift!r} does not begin on {day}", shift=fixed.shift, day=fixed.date_)
                    self.named.tell((*path, "date"), message)
                elif made.span.start not in window:
                    self._outside(window, fixed.date_, (*path, "date"))
                elif (person, fixed.date_) in taken:
                    self._twice(fixed, taken[person, fixed.date_], path)
                else:
                    taken[person, fixed.date_] = fixed.shift
                    yield made

    def _outside(self, window: Span, day: date, path: Path) -> None:
        zone = self.named.atlas.zones.zone(self.says.in_ or "UTC")
        first, last = (date_shown(at, zone) for at in (window.start, window.end - timedelta(seconds=1)))
        message = said(
            "{day} is outside of the plan, which is from {first} to {last}", day=day, first=first, last=last
        )
        remedy = said("Mend the date, or plan longer; what was worked before belongs into `history`.")
        self.named.tell(path, message, remedy, str(day))

    def _twice(self, fixed: Fixed, other: str, path: Path) -> None:
        message = said(
            "{name} stands on {other!r} and on {shift!r} on {day}; nobody has two shifts that begin on one "
            "date",
            name=fixed.person, other=other, shift=fixed.shift, day=fixed.date_,
        )  # fmt: skip
        self.named.tell(path, message, said("Take one of them out."))

    def _planned(self, name: str, people: tuple[str, ...], path: Path) -> str | None:
        person = self.named.one(name, path)
        if person is not None and person not in people:
            self.named.tell(path, said("{name} is not among the people to plan for", name=name), read=name)
            return None
        return person

    def _no_shift(self, name: str, kinds: frozenset[str], path: Path) -> None:
        known = tuple(sorted(kinds)[:8])
        self.named.tell(path, said("no shift is called {name!r}; there are {known}", name=name, known=known))

    @cached_property
    def call_outs(self) -> tuple[CallOut, ...]:
        """Call-outs on the clock of whoever was called, as instants."""
        found = []
        for number, call in enumerate(self.says.call_outs):
            person = self.named.one(call.person, ("call outs", number, "person"))
            if person is not None:
                who = self.named.atlas.person(person)
                noon = local_span(call.date_, 720, 721, self.named.atlas.zones.zone(who.place.zone)).start
                zone = self.named.atlas.zone_of(who, noon)
                for message in filter(None, (doubt(call.date_, minute, zone.key) for minute in call.hours)):
                    self.named.tell(("call outs", number, "hours"), message)
                found.append(CallOut(local_span(call.date_, *call.hours, zone), person))
        return tuple(found)
