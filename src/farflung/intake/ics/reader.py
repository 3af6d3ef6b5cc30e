"""One iCalendar file to shifts or meetings. Nothing is dropped: what is not read is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from farflung.engine.model import MeetingSeries, Shift
from farflung.engine.said import said
from farflung.engine.time import Zone, ZoneDatabase
from farflung.intake.asking import SKIP
from farflung.intake.ics.classify import Kind, classify
from farflung.intake.ics.event import Event
from farflung.intake.ics.file_clock import FLOATING, FileClock, file_clock
from farflung.intake.ics.lines import MOST_BYTES
from farflung.intake.ics.meetings import meetings_of
from farflung.intake.ics.placing import Placing, zone_question_id
from farflung.intake.ics.series import grouped, read_events
from farflung.intake.ics.shifts import ShiftReader
from farflung.intake.ics.tree import Component, calendar_text, read_tree
from farflung.intake.notebook import Notebook
from farflung.intake.people_index import PeopleIndex
from farflung.intake.problem import InputQuestion, Note, Problem

_ZONE_QUESTION = zone_question_id("", "?").removesuffix("?")


@dataclass(frozen=True, slots=True)
class IcsResult:
    """What a calendar file holds. `zones_extra` are the zones that it defines for itself, by key."""

    kind: Kind
    shifts: tuple[Shift, ...] = ()
    meetings: tuple[MeetingSeries, ...] = ()
    zones_extra: Mapping[str, Zone] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    questions: tuple[InputQuestion, ...] = ()
    notes: tuple[Note, ...] = ()


def read_ics(
    data: bytes,
    file: str,
    people: PeopleIndex,
    zones: ZoneDatabase,
    answers: Mapping[str, str] | None = None,
    kind: Kind | None = None,
) -> IcsResult:
    """Reads a calendar; never raises for what is in it.

    `answers` are those to `InputQuestion`s, by id. `kind` overrides the recognition of rota or meetings.
    """
    notebook = Notebook()
    answers = answers or {}
    if len(data) > MOST_BYTES:
        message = said(
            "the calendar has {size:,} MB; at most {most} MB are read.",
            size=round(len(data) / 2**20),
            most=MOST_BYTES // 2**20,
        )
        remedy = said("Export a shorter time, or fewer calendars.")
        notebook.error("ics-too-large", file, message, remedy)
        return IcsResult(kind or "meetings", problems=tuple(notebook.problems))
    calendars = read_tree(data, file, notebook)
    if not calendars:
        message = said("there is no calendar in the file.")
        notebook.error("ics-empty", file, message, said("It must begin BEGIN:VCALENDAR."))
    events = read_events(calendars, file, notebook)
    zone_answers = _zone_answers(file, answers)
    clock = file_clock(calendars, file, zones, zone_answers, notebook)
    _say_floating(events, clock, file, calendars, notebook)
    found = kind or classify(calendars, events, people)
    skipped = frozenset(tzid for tzid, answer in zone_answers.items() if answer.casefold() == SKIP)
    placing = Placing(file, clock, notebook, skipped)
    shifts, meetings, questions = _read(found, calendars, events, people, placing, answers)
    return IcsResult(
        found,
        tuple(shifts),
        tuple(meetings),
        dict(clock.extra),
        tuple(notebook.problems),
        tuple(questions),
        tuple(notebook.notes),
    )


def _read(
    kind: Kind,
    calendars: list[Component],
    events: list[Event],
    people: PeopleIndex,
    placing: Placing,
    answers: Mapping[str, str],
) -> tuple[list[Shift], list[MeetingSeries], list[InputQuestion]]:
    series = grouped(events)
    if kind == "meetings":
        meetings = meetings_of(series, people, placing, placing.notebook)
        return [], meetings, placing.questions()
    name = calendar_text(calendars, "X-WR-CALNAME", "NAME")
    reader = ShiftReader(people, placing, placing.notebook, name, answers)
    shifts = reader.read(series)
    return shifts, [], reader.questions() + placing.questions()


def _zone_answers(file: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers about zones, by the file's own name for them."""
    found = {
        question.removeprefix(_ZONE_QUESTION): answer
        for question, answer in answers.items()
        if question.startswith(_ZONE_QUESTION)
    }
    loose = answers.get(zone_question_id(file, FLOATING))
    return found | ({FLOATING: loose} if loose else {})


def _say_floating(
    events: list[Event], clock: FileClock, file: str, calendars: list[Component], notebook: Notebook
) -> None:
    count = sum(event.start.floating for event in events)
    if count and clock.floating:
        own = calendar_text(calendars, "X-WR-TIMEZONE", "TIMEZONE-ID")
        text = (
            said(
                "times that name no zone are read in {zone}, from the calendar's own zone ({name}).",
                zone=clock.floating,
                name=own,
            )
            if own
            else said("times that name no zone are read in {zone}, from your answer.", zone=clock.floating)
        )
        notebook.note("floating-times", file, text, count)
