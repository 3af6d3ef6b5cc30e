"""Recognised files to one Atlas. People first: every other kind of file is about them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Absence,
    Agreement,
    Market,
    MeetingSeries,
    Person,
    Shift,
    Stay,
    Team,
)
from farflung.engine.said import said, said_of
from farflung.engine.time import Span, Zone, ZoneDatabase
from farflung.intake.absences import read_absences
from farflung.intake.agreement import bound_agreement, read_agreement, unknown_words
from farflung.intake.asking import Asking
from farflung.intake.beside import Beside, when_asked
from farflung.intake.copies import without_copies
from farflung.intake.dating import Dating
from farflung.intake.holidays_wanted import HolidaysWanted
from farflung.intake.hours import Hours
from farflung.intake.ics import read_ics
from farflung.intake.languages import language_name
from farflung.intake.markets import bound_markets, read_markets
from farflung.intake.meetings import read_meetings
from farflung.intake.notebook import Notebook
from farflung.intake.people import scim, sheet, slack
from farflung.intake.people.build import Builder
from farflung.intake.people.patterns import Patterns
from farflung.intake.people.placing import Placer
from farflung.intake.people.raw import RawPerson
from farflung.intake.people_index import PeopleIndex
from farflung.intake.problem import Problem
from farflung.intake.recognise import Kind, Recognised
from farflung.intake.rota import read_rota
from farflung.intake.rota_people import people_in_rota
from farflung.intake.row_time import since_of
from farflung.intake.stays import read_stays
from farflung.intake.table import Table
from farflung.intake.teams import everybody, read_teams, teams_of
from farflung.intake.who import Who

if TYPE_CHECKING:
    from farflung.intake.ics.reader import IcsResult

_LARGE_CALENDAR = 200_000
"""Bytes from which reading a calendar takes longer than beginning it beside."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file was taken for: `kind` ("people"), `form` ("BambooHR"), entries found and entries used."""

    name: str
    kind: str
    form: str
    rows: int
    used: int


@dataclass(slots=True)
class Assembly:
    """Collects the values of an Atlas, file by file."""

    window: Span
    asking: Asking
    notebook: Notebook
    assumed: Hours
    assumed_text: str
    zones: ZoneDatabase
    beside: Beside
    wanted: HolidaysWanted
    files: list[FileRead] = field(default_factory=list)
    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    stays: list[Stay] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    meetings: list[MeetingSeries] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    markets: list[Market] = field(default_factory=list)
    zones_of_files: dict[str, Zone] = field(default_factory=dict)

    def atlas(
        self, found: Sequence[Recognised], people: Sequence[Person], agreements: Sequence[Agreement]
    ) -> Atlas:
        """The Atlas of everything that was found and given."""
        by_kind: dict[Kind, list[Recognised]] = {kind: [] for kind in Kind}
        for file in found:
            by_kind[file.kind].append(file)
        agreements_read = [(file.given.name, self._agreement(file)) for file in by_kind[Kind.AGREEMENT]]
        markets_read = [(file.given.name, self._markets(file)) for file in by_kind[Kind.MARKETS]]
        index = self._read_people(by_kind, people)
        self._each(by_kind[Kind.TEAMS], lambda table: self._read_teams(table, index))
        index = index.renewed(self.people, self.teams)
        calendars_read = [(file, self._calendar(file, index)) for file in by_kind[Kind.CALENDAR]]
        self._each(by_kind[Kind.STAYS], lambda table: self._read_stays(table, index))
        self._each(by_kind[Kind.ABSENCES], lambda table: self._read_absences(table, index))
        self._each(by_kind[Kind.ROTA], lambda table: self._read_rota(table, index))
        self._each(by_kind[Kind.MEETINGS], lambda table: self._read_meetings(table, index))
        for calendar, read in calendars_read:
            self._keep_calendar(calendar, read(), index)
        for name, agreement in agreements_read:
            self._keep_agreement(name, *agreement())
        for name, markets in markets_read:
            self._keep_markets(name, *markets())
        return self._made((*self.agreements, *agreements))

    def _made(self, agreements: Iterable[Agreement]) -> Atlas:
        if not self.people:
            self.notebook.error(
                "no-people", "", said("there is nobody on the map."),
                said("Give a sheet with name and city (or country, or timezone) for each person."),
            )  # fmt: skip
        agreements = [_with_language_names(agreement) for agreement in agreements]
        duties = tuple(dict.fromkeys(shift.duty for shift in self.shifts))
        names = tuple(team.name for team in self.teams)
        for agreement in agreements:
            self._say_unknown_words(agreement, duties, names)
        return Atlas(
            people=self.people,
            stays=tuple(self.stays),
            absences=tuple(self.absences),
            holidays=self.wanted.found(self.notebook),
            teams=self.teams,
            shifts=tuple(self.shifts),
            meetings=without_copies(self.meetings),
            agreements=tuple(
                bound_agreement(agreement, duties, names, self.people) for agreement in agreements
            ),
            markets=bound_markets(self.markets, duties, names, self.notebook),
            zones=self.zones.with_extra(self.zones_of_files) if self.zones_of_files else self.zones,
        )

    def _say_unknown_words(self, agreement: Agreement, duties: Sequence[str], names: Sequence[str]) -> None:
        """A rule about something that no file names still holds, for more than was meant: that is told."""
        every = said("every duty ({duties})", duties=tuple(duties[:4]))
        held = every if duties else said("everybody's working hours")
        for rule in unknown_words(agreement, duties, names, self.people):
            word = rule.team or rule.duty
            self.notebook.warning(
                "unknown-duty", rule.source.file if rule.source else "",
                said(
                    "{word!r} is no duty, team, language or skill of the files; the rule holds for {held}.",
                    word=str(word), held=held,
                ),
                said("Write it as the rota or the people file does."),
                line=rule.source.line if rule.source else None, read=rule.name,
            )  # fmt: skip

    # --- people ----------------------------------------------------------------

    def _read_people(self, by_kind: dict[Kind, list[Recognised]], given: Sequence[Person]) -> PeopleIndex:
        """Everybody there is, and what they are known by."""
        raws: list[RawPerson] = []
        forms: list[tuple[str, str, list[RawPerson]]] = []
        for file in (*by_kind[Kind.PEOPLE], *by_kind[Kind.SLACK], *by_kind[Kind.SCIM]):
            form, rows = self._raw(file)
            forms.append((file.given.name, form, rows))
            raws += rows
        patterns = Patterns(
            self.notebook, self.zones, self.window.start.date(), self.assumed, self.assumed_text
        )
        self.wanted.of(person.place for person in given)
        builder = Builder(self.asking, self.notebook, patterns, self.window, self.wanted.of)
        built = builder.build(raws)
        known = {person.id: person for person in (*given, *built)}
        if not raws and not given:
            for file in by_kind[Kind.ROTA]:
                known |= {person.id: person for person in people_in_rota(_table(file))}
        self.people = tuple(known.values())
        self.teams = teams_of(self.people)
        if raws and not by_kind[Kind.TEAMS] and (one := everybody(built)):
            text = said_of(
                "{count} person without a team or manager is looked at as one team.",
                "{count} people without teams or managers are looked at as one team.",
                len(built),
            )
            self.notebook.note("one-team", forms[0][0], text, len(built))
            self.teams = one
        used: dict[str, int] = {}
        for person in built:
            name = person.source.file if person.source else ""
            used[name] = used.get(name, 0) + 1
        self.files += [
            FileRead(name, "people", form, len(rows), used.get(name, 0)) for name, form, rows in forms
        ]
        if len(built) < len(self.people):  # with others beside them, all are listed anew
            return PeopleIndex(self.people, self.teams)
        return builder.index.renewed(self.people, self.teams)

    def _raw(self, file: Recognised) -> tuple[str, list[RawPerson]]:
        name, content = file.given.name, file.text.content if file.text else ""
        if file.kind is Kind.SLACK:
            return "Slack", slack.raw_people(name, content, file.value)
        if file.kind is Kind.SCIM:
            return "SCIM", scim.raw_people(name, content, file.value)
        table = _table(file)
        rows, columns = sheet.raw_people(table, self.notebook)
        if columns.unread:
            few = columns.unread[:12]
            text = (
                said("columns that are not read: {columns} ….", columns=few)
                if len(columns.unread) > len(few)
                else said("columns that are not read: {columns}.", columns=few)
            )
            self.notebook.note("columns-not-read", name, text, len(columns.unread))
        return columns.format.name, rows

    # --- what is about people ----------------------------------------------------

    def _each(self, files: Iterable[Recognised], read: Callable[[Table], int]) -> None:
        for file in files:
            table = _table(file)
            self.files.append(FileRead(table.file, file.kind.value, "sheet", len(table.rows), read(table)))

    def _who(self, index: PeopleIndex) -> Who:
        return Who(index, self.asking, self.notebook)

    def _read_teams(self, table: Table, index: PeopleIndex) -> int:
        self.teams = read_teams(table, self._who(index), self.teams)
        return len(table.rows)

    def _read_stays(self, table: Table, index: PeopleIndex) -> int:
        dating = Dating(self.asking, self.notebook)
        placer = Placer(self.asking, self.notebook, self.window.start.date())
        read = read_stays(table, self._who(index), dating, placer, self.notebook)
        self.wanted.of(stay.place for stay in read)
        self.stays += read
        return len(read)

    def _read_absences(self, table: Table, index: PeopleIndex) -> int:
        read = read_absences(table, self._who(index), Dating(self.asking, self.notebook), self.notebook)
        self.absences += read
        return len(read)

    def _read_rota(self, table: Table, index: PeopleIndex) -> int:
        dating, since = Dating(self.asking, self.notebook), since_of(self.window)
        read = read_rota(table, self._who(index), dating, self.notebook, since=since)
        self.shifts += read
        return len(read)

    def _read_meetings(self, table: Table, index: PeopleIndex) -> int:
        dating, since = Dating(self.asking, self.notebook), since_of(self.window)
        read = read_meetings(table, self._who(index), dating, self.notebook, since=since)
        self.meetings += read
        return len(read)

    def _calendar(self, file: Recognised, index: PeopleIndex) -> "Callable[[], IcsResult]":
        """A large calendar is begun beside: it is about people and teams, and about no other file."""
        begin = self.beside if len(file.given.data) >= _LARGE_CALENDAR else when_asked
        return begin(partial(read_ics, file.given.data, file.given.name, index, self.zones))

    def _keep_calendar(self, file: Recognised, read: "IcsResult", index: PeopleIndex) -> None:
        name = file.given.name
        answers = self.asking.answers_to(read.questions)
        if answers:
            read = read_ics(file.given.data, name, index, self.zones, answers)
        self.notebook.extend(read.problems)
        self.notebook.notes.extend(read.notes)
        self.shifts += read.shifts
        self.meetings += read.meetings
        self.zones_of_files |= read.zones_extra
        count = len(read.shifts) + len(read.meetings)
        self.files.append(FileRead(name, read.kind, "iCalendar", count, count))

    def _agreement(self, file: Recognised) -> Callable[[], tuple[Agreement | None, list[Problem]]]:
        """An agreement is about nothing that other files say, and its schema takes long to load."""
        text = file.text.content if file.text else ""
        return self.beside(partial(read_agreement, text, file.given.name))

    def _keep_agreement(self, name: str, agreement: Agreement | None, problems: Sequence[Problem]) -> None:
        self.notebook.extend(problems)
        self.agreements += [agreement] if agreement else []
        self.files.append(FileRead(name, "agreement", "YAML", 1, 1 if agreement else 0))

    def _markets(self, file: Recognised) -> Callable[[], tuple[tuple[Market, ...], list[Problem]]]:
        text = file.text.content if file.text else ""
        return self.beside(partial(read_markets, text, file.given.name))

    def _keep_markets(self, name: str, markets: Sequence[Market], problems: Sequence[Problem]) -> None:
        self.notebook.extend(problems)
        self.markets += markets
        self.files.append(FileRead(name, "markets", "YAML", len(markets), len(markets)))


def _with_language_names(agreement: Agreement) -> Agreement:
    """Rules ask for languages by the names that people have them by: `ar` is Arabic."""
    rules = tuple(
        replace(rule, languages=frozenset(map(language_name, rule.languages))) for rule in agreement.coverage
    )
    return replace(agreement, coverage=rules)


def _table(file: Recognised) -> Table:
    if file.table is None:
        raise ValueError(f"{file.given.name} was recognised as {file.kind} without being read as a sheet")
    return file.table
