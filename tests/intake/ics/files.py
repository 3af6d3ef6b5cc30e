"""The calendars of tests/data/ics, read with the cast as the known people."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from farflung.engine.atlas.expand import expand
from farflung.engine.model import MeetingSeries, Recurrence, Shift
from farflung.engine.time import Span, ZoneDatabase, packaged_zones
from farflung.intake.ics import read_ics
from farflung.intake.ics.reader import IcsResult
from farflung.intake.people_index import PeopleIndex
from tests.company import PEOPLE, TEAMS

DATA = Path(__file__).parents[2] / "data" / "ics"
CALENDARS = sorted(path.name for path in DATA.glob("*.ics"))


def _address(person_id: str) -> str:
    return f"{person_id.replace('á', 'a')}@polaris.example"


INDEX = PeopleIndex([replace(person, email=_address(person.id)) for person in PEOPLE], TEAMS)


def read_file(name: str, **answers: str) -> IcsResult:
    """A calendar of the folder; answers are by question id with spaces for underscores."""
    return read_ics((DATA / name).read_bytes(), name, INDEX, packaged_zones(), answers)


def read_text(text: str, name: str = "test.ics", answers: dict[str, str] | None = None) -> IcsResult:
    """A calendar written in a test; VCALENDAR is put around it where it is missing."""
    if "BEGIN:VCALENDAR" not in text:
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n{text.strip()}\nEND:VCALENDAR\n"
    return read_ics(text.encode(), name, INDEX, packaged_zones(), answers)


def event(*lines: str, uid: str = "1", people: tuple[str, ...] = ("ana", "wei")) -> str:
    """A VEVENT to which these people are invited."""
    invited = [f"ATTENDEE:mailto:{person}@polaris.example" for person in people]
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, *invited, "END:VEVENT"))


def zones_of(result: IcsResult) -> ZoneDatabase:
    """The database with the zones that the file defines for itself."""
    return packaged_zones().with_extra(result.zones_extra)


def starts(result: IcsResult, recurrence: Recurrence, first: str, last: str) -> list[str]:
    """The starts of a recurrence between two dates, in UTC, to the minute."""
    return [f"{span.start:%Y-%m-%dT%H:%MZ}" for span in spans(result, recurrence, first, last)]


def spans(result: IcsResult, recurrence: Recurrence, first: str, last: str) -> list[Span]:
    """The occurrences of a recurrence between two dates."""
    window = Span(*(datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last)))
    return [Span(o.start, o.end) for o in expand(recurrence, window, zones_of(result))]


def meeting(result: IcsResult, title: str) -> MeetingSeries:
    """The first meeting of that title."""
    return next(one for one in result.meetings if one.title == title)


def shift(result: IcsResult, person: str | None) -> Shift:
    """The first shift that somebody holds."""
    return next(one for one in result.shifts if one.person == person)


def codes(result: IcsResult) -> list[str]:
    """The kinds of problems, in order."""
    return [problem.code for problem in result.problems]
