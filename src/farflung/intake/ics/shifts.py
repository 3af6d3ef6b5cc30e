"""Shifts from a calendar. A name that nobody is known by is asked about, never made into a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from farflung.engine.model import Shift
from farflung.engine.said import Said, as_is, in_turn, said, said_of
from farflung.intake.asking import SKIP
from farflung.intake.ics.event import Event
from farflung.intake.ics.holder import Held, calendar_duty, held
from farflung.intake.ics.placing import Placing
from farflung.intake.ics.series import Series
from farflung.intake.notebook import Notebook
from farflung.intake.people_index import PeopleIndex
from farflung.intake.problem import Choice, InputQuestion


def person_question_id(name: str) -> str:
    """The key in an answers file for a name that nobody is known by."""
    return f"who is {name}"


def owner_question_id(file: str) -> str:
    """The key in an answers file for whose feed a file is."""
    return f"whose feed is {PurePath(file).name}"


@dataclass(slots=True)
class ShiftReader:
    """Reads one calendar's events as shifts. `name` is the calendar's; `answers` are names by question."""

    people: PeopleIndex
    placing: Placing
    notebook: Notebook
    name: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    _unknown: dict[str | None, list[Event]] = field(default_factory=dict)
    _skipped: int = 0
    _levels: set[int] = field(default_factory=set)

    def read(self, series: Iterable[Series]) -> list[Shift]:
        """The shifts, in the order of the file; questions are collected besides."""
        shifts = [shift for whole in series for one in self._swapped(whole) for shift in self._shifts(one)]
        if len(self._levels) > 1:
            self.notebook.note(
                "priority-levels",
                self.placing.file,
                said(
                    "the feed has shifts of several priority levels; all count as on duty. "
                    "Export the final schedule, in which the pager has already decided who is."
                ),
            )
        if self._skipped:
            text = said("shifts of people who are not in the files, left out by your answer.")
            self.notebook.note("left-out", self.placing.file, text, self._skipped)
        return shifts

    def _swapped(self, series: Series) -> list[Series]:
        """A changed occurrence that names another holder is a swap: taken out of the series, on its own."""
        usual = held(series.master, self.people, self.name)
        swapped = [o for o in series.overrides if self._names_another(o, usual)]
        kept = [o.called_off() if o in swapped else o for o in series.overrides]
        return [Series(series.master, tuple(kept)), *(Series(event) for event in swapped)]

    def _names_another(self, event: Event, usual: Held) -> bool:
        found = held(event, self.people, self.name)
        same = (found.people, found.unknown, found.nobody) == (usual.people, usual.unknown, usual.nobody)
        return not event.cancelled and not same

    def _shifts(self, series: Series) -> list[Shift]:
        event = series.master
        if event.cancelled:
            return []
        found = held(event, self.people, self.name)
        if found.level is not None:
            self._levels.add(found.level)
        holders: tuple[str | None, ...] = (None,) if found.nobody else self._holders(event, found)
        if not holders:
            return []
        recurrence = self.placing.place(series)
        if recurrence is None:
            return []
        duty = found.duty or calendar_duty(self.name, self.people) or PurePath(self.placing.file).stem
        return [Shift(duty, person, recurrence, event.source) for person in holders]

    def _holders(self, event: Event, found: Held) -> tuple[str, ...]:
        asked = found.unknown or (() if found.people else (None,))
        answered = (self._answered(event, name) for name in asked)
        return (*found.people, *(person for person in answered if person is not None))

    def _answered(self, event: Event, name: str | None) -> str | None:
        """The person whom the answers give for a name (None: whose feed it is); else it is to be asked."""
        key = person_question_id(name) if name else owner_question_id(self.placing.file)
        given = self.answers.get(key, "")
        answer = self.people.find(given) if given else None
        if answer is not None:
            return answer
        if given.casefold() == SKIP:
            self._skipped += 1
        else:
            self._unknown.setdefault(name, []).append(event)
        return None

    def questions(self) -> list[InputQuestion]:
        """One problem and one question for each name that nobody, or more than one, is known by."""
        return [self._ask(name, events) for name, events in self._unknown.items()]

    def _ask(self, name: str | None, events: list[Event]) -> InputQuestion:
        file = self.placing.file
        who = said("Who is {name!r}?", name=name) if name else said("Whose feed is {file}?", file=file)
        count = _shifts(len(events)) if name else _nameless(len(events))
        several = self.people.named(name) if name else ()
        near = [self.people.people[one].name for one in several] or (self.people.near(name) if name else ())
        self.notebook.error(
            "unknown-person" if name else "nameless-feed",
            file,
            in_turn(
                who,
                said("{shifts}; they are not on the map, so cover looks thinner than it is.", shifts=count),
            ),
            said("Answer the question, add the person to the people file, or mend the name."),
            line=events[0].line,
            column="SUMMARY",
            read=name,
        )
        return InputQuestion(
            person_question_id(name) if name else owner_question_id(file),
            in_turn(who, count),
            tuple((file, event.line) for event in events),
            tuple(Choice(one, as_is(one)) for one in near),
            "SUMMARY",
            name,
            said("Answer with a name, an address or an id from the people file."),
        )


def _shifts(count: int) -> Said:
    return said_of("1 shift", "{count} shifts", count)


def _nameless(count: int) -> Said:
    return said_of("1 shift without a name", "{count} shifts without a name", count)
