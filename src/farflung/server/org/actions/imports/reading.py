"""Files as they were given, read: what each person's file says, who is gone, and what nothing here keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from farflung.engine.model import Absence, MeetingSeries, Stay
from farflung.engine.model import Person as EnginePerson
from farflung.engine.model import Place as EnginePlace
from farflung.engine.time import Span
from farflung.intake.asking import Asking
from farflung.intake.dating import Dating
from farflung.intake.errors import IntakeError
from farflung.intake.given import Given
from farflung.intake.load import Intake, load
from farflung.intake.notebook import Notebook
from farflung.intake.people import scim, sheet, slack
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson
from farflung.intake.people.status import reason_to_leave_out
from farflung.intake.recognise import Kind, Recognised, recognise
from farflung.server.org.actions.imports.facts import facts_in
from farflung.server.org.actions.imports.own_files import OwnFiles, is_own, read_own
from farflung.server.org.models import Person

_KEPT = {
    Kind.PEOPLE, Kind.SLACK, Kind.SCIM, Kind.STAYS, Kind.ABSENCES, Kind.TEAMS, Kind.ANSWERS, Kind.CALENDAR,
    Kind.MEETINGS, Kind.AGREEMENT,
}  # fmt: skip
WINDOW = timedelta(days=90)
_BOT = "not a person"


@dataclass(frozen=True, slots=True)
class Gone:
    """A row of somebody who left: by id or address, and the last day where the file says it."""

    id: str
    email: str
    last_day: date | None


@dataclass(slots=True)
class Scan:
    """What is seen of the people files before they are read in full."""

    ids: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    gone: list[Gone] = field(default_factory=list)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)
    by_cell: set[str] = field(default_factory=set)
    kinds: dict[str, Kind] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read. `people` are those of the files, not those who are here already.

    `agreements` are files by name, with their text: whoever keeps them reads them again.
    """

    intake: Intake
    people: tuple[EnginePerson, ...]
    teams: Mapping[str, tuple[str, ...]]
    scan: Scan
    own: OwnFiles
    names: tuple[str, ...]
    agreements: tuple[tuple[str, str], ...] = ()

    @property
    def stays(self) -> tuple[Stay, ...]:
        """Stays in the order of the files."""
        return self.intake.atlas.stays

    @property
    def absences(self) -> tuple[Absence, ...]:
        """Absences in the order of the files."""
        return self.intake.atlas.absences

    @property
    def meetings(self) -> tuple[MeetingSeries, ...]:
        """Series of meetings in the order of the files."""
        return self.intake.atlas.meetings

    def explicit_id(self, stay: Stay) -> str:
        """The stay's id in its file; "" where it was only numbered by its line."""
        name, _, line = stay.id.rpartition(":")
        return "" if name in self.scan.kinds and line.isdecimal() else stay.id

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in the files that could be kept here."""
        read = (
            self.people,
            self.stays,
            self.absences,
            self.meetings,
            self.agreements,
            self.scan.gone,
            self.own.found,
        )
        return not any(read) and not any(kind is Kind.TEAMS for kind in self.scan.kinds.values())


def read_files(
    files: Sequence[Given], *, answers: Mapping[str, str], now: datetime, only_kept: bool = False
) -> Reading:
    """Reads files of every kind, with the people who are here for those that only speak about people.

    With `only_kept` not those of which nothing is kept here: to apply what was shown before.
    """
    own_files = [given for given in files if is_own(given)]
    others = [given for given in files if given not in own_files]
    window = Span(now, now + WINDOW)
    scan = _scan(others, window.start.date() - timedelta(days=1))
    known = [_engine(row) for row in _others(scan)]
    if only_kept:
        others = [given for given in others if scan.kinds.get(given.name) in _KEPT]
    intake = load(others, window=window, answers=answers, people=known)
    people = tuple(p for p in intake.atlas.people if p.source and p.source.file in scan.columns)
    alone = any(note.code == "one-team" for note in intake.notes)
    return Reading(
        intake,
        people,
        {} if alone else intake.atlas.members,
        scan,
        read_own(own_files),
        tuple(given.name for given in files),
        tuple(scan.agreements.items()),
    )


def _scan(files: Iterable[Given], before: date) -> Scan:
    scan = Scan()
    for given in files:
        try:
            found = recognise(given, Notebook())
        except IntakeError:
            continue  # said by the full reading
        scan.kinds[given.name] = found.kind
        if found.kind is Kind.AGREEMENT and found.text is not None:
            scan.agreements[given.name] = found.text.content
        raws = _raws(found)
        for raw in raws:
            scan.ids.add(raw.get(Field.ID))
            scan.emails.add(raw.get(Field.EMAIL).casefold())
            scan.ids.add(raw.name)
        if raws:
            scan.columns[given.name] = facts_in(raws[0].columns)
            scan.gone += _gone(raws, before)
        if found.kind in (Kind.SLACK, Kind.SCIM):
            scan.by_cell.add(given.name)
    return scan


def _raws(found: Recognised) -> list[RawPerson]:
    name, content = found.given.name, found.text.content if found.text else ""
    if found.kind is Kind.SLACK:
        return slack.raw_people(name, content, found.value)
    if found.kind is Kind.SCIM:
        return scim.raw_people(name, content, found.value)
    if found.kind is Kind.PEOPLE and found.table is not None:
        return sheet.raw_people(found.table, Notebook())[0]
    return []


def _gone(raws: Sequence[RawPerson], before: date) -> Iterable[Gone]:
    """Those whom the full reading leaves out because they left: by their status, or by their last day."""
    dating = Dating(Asking({}), Notebook())
    column = raws[0].columns.get(Field.ENDED, "")
    dating.learn(raws[0].file, column, [(raw.line, raw.get(Field.ENDED)) for raw in raws])
    for raw in raws:
        reason = reason_to_leave_out(raw.get(Field.STATUS)) if raw.get(Field.STATUS) else None
        last = dating.read(raw.file, raw.line, column, raw.get(Field.ENDED), raw)
        if reason != _BOT and (reason or (last is not None and last < before)):
            yield Gone(raw.get(Field.ID) or raw.name, raw.get(Field.EMAIL).casefold(), last)


def _others(scan: Scan) -> Iterable[Person]:
    known = Person.objects.values_list("pk", "key", "email")
    emails = scan.emails - {""}
    pks = [pk for pk, key, email in known if key not in scan.ids and email not in emails]
    rows = Person.objects.filter(pk__in=pks).select_related("place", "manager")
    return rows.prefetch_related("teams").order_by("pk")


def _engine(row: Person) -> EnginePerson:
    """Somebody who is here, as far as a file may mean them."""
    place = row.place
    return EnginePerson(
        row.key,
        row.name,
        EnginePlace(place.zone, place.country or None, place.subdivision or None, place.city or None),
        (),
        manager=row.manager.key if row.manager else None,
        teams=tuple(team.name for team in row.teams.all()),
        email=row.email or None,
    )
