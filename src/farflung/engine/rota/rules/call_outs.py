"""Call-outs: who was called out of standby has worked, and the rest begins anew when the call ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import numpy as np

from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import elapsed_text, length_text
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import Said, said
from farflung.engine.said_values import at_moment
from farflung.engine.time import CivilTime, Span


@dataclass(frozen=True, slots=True, order=True)
class CallOut:
    """`person` was called out of standby and worked through `span`, the way there included."""

    span: Span
    person: str


@dataclass(frozen=True, slots=True)
class RestAfterCallOut:
    """At least `minutes` of elapsed time from the end of a call-out to the next shift that begins.

    Shifts of `standby` (duties) may follow sooner: who stands by at home rests until the next call. A call in
    the middle of a shift is a part of it.
    """

    name: ClassVar[str] = "rest-after-call-out"
    minutes: int
    calls: tuple[CallOut, ...]
    standby: frozenset[str] = frozenset()
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)

    def add(self, model: Model, person: int) -> None:
        """Closes work that begins too soon after a call."""
        start, _ = model.spans(person)
        work = np.array([kind.duty not in self.standby for kind in model.kinds])
        for call in self._of(model.people[person].id):
            end = model.options.minute(call.span.end)
            soon = (start >= model.options.minute(call.span.start)) & (start < end + self.minutes)
            model.close(self.name, person, soon & work[None, :])

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each shift of the plan that begins too soon, with the time from which it could."""
        least = timedelta(minutes=self.minutes)
        for call in self._of(turns.person.id):
            for shift in filter(turns.planned, turns.shifts):
                if shift.duty in self.standby or shift.span.start < call.span.start:
                    continue
                pause = shift.span.start - call.span.end
                if pause < least:
                    span = Span(min(call.span.end, shift.span.start), shift.span.start)
                    text, by = self._text(turns, call, pause), (least - pause) // timedelta(minutes=1)
                    yield Violation(self.name, turns.person.id, span, text, by, self.basis)

    def _of(self, person: str) -> Iterator[CallOut]:
        return (call for call in self.calls if call.person == person)

    def _text(self, turns: Turns, call: CallOut, pause: timedelta) -> Said:
        least = timedelta(minutes=self.minutes)
        return said(
            "{pause} after a call-out that ended {end}; {least} are asked for: not before {next}",
            pause=elapsed_text(pause), end=_local(turns, call.span.end),
            least=length_text(self.minutes), next=_local(turns, call.span.end + least),
        )  # fmt: skip


def _local(turns: Turns, at: datetime) -> Said:
    """On the clock of the person, with its zone."""
    civil = CivilTime.of(at, turns.atlas.zone_of(turns.person, at))
    return at_moment(
        f"{civil.date:%a} {civil.date.day} {civil.date:%b %Y} {civil.time:%H:%M} {civil.zone}", at
    )
