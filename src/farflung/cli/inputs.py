"""What the verbs are given: files, and people or places typed on the command line.

Each argument that is a file is read; every other one is a person of those files, or is typed out in
full ("Ana=Lisbon 09-18"). So the same words serve with a company's files and without any.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typer

from farflung.cli.errors import Exit, UsageError
from farflung.cli.words import count, listed, told
from farflung.engine.atlas import Atlas, SeveralPeopleError, UnknownPersonError
from farflung.engine.checks.finding import Severity
from farflung.engine.model import Person
from farflung.engine.time import Span, Zone, ZoneDatabase, packaged_zones
from farflung.intake.errors import InlineError, IntakeError
from farflung.intake.inline import ASSUMED_HOURS, person_inline, person_remark, zone_named
from farflung.intake.load import Intake, load
from farflung.intake.problem import InputQuestion, Problem

_FEW, _MOST_ERRORS = 3, 6
"""So many things that files need are told at once; of more it is said who lists them."""
_LEAD = timedelta(days=7)
_ENDINGS = {".csv", ".tsv", ".ics", ".json", ".toml", ".yaml", ".yml"}
_SPELT_OUT = re.compile(r"[=/0-9]")


@dataclass(frozen=True, slots=True)
class Company:
    """The Atlas that the arguments make, and the people among them that were named.

    `taken` says what the places that were typed out were taken for, where that may be checked.
    """

    atlas: Atlas
    named: tuple[Person, ...]
    intake: Intake
    taken: tuple[str, ...] = ()

    def chosen(self, team: str | None) -> tuple[Person, ...]:
        """Whom a question is about: the team that was named, else the people, else everybody."""
        if team is not None:
            return (*self._team(team), *self.named)
        return self.named or self.atlas.people

    def _team(self, name: str) -> tuple[Person, ...]:
        members = {team.casefold(): ids for team, ids in self.atlas.members.items()}
        if name.casefold() not in members:
            known = ", ".join(sorted(self.atlas.members)[:8]) or "none"
            raise UsageError(f"no team is called {name!r}; the files name {known}")
        return tuple(self.atlas.person(key) for key in members[name.casefold()])

    @property
    def status(self) -> Exit:
        """How a question about it ends: what could not be read or placed is not in its answer."""
        return Exit.GOOD if self.intake.complete else Exit.UNREAD

    def viewer(self, text: str | None) -> Zone | None:
        """The zone of the reader: a person's home, a city or a zone; None where nobody said."""
        if text is None:
            return None
        try:
            return self.atlas.zones.zone(self.atlas.find(text).place.zone)
        except SeveralPeopleError as several:
            raise UsageError(f"{several}. Write the id or the address", param_hint="--viewer") from None
        except UnknownPersonError as unknown:
            said = f"in the files, {unknown}" if self.intake.files else ""
            return viewer_zone(text, self.atlas.zones, said)

    def assumed(self, people: Sequence[Person]) -> tuple[str, ...]:
        """What an answer about the hours of some people rests on without anybody having said so."""
        names = [person.name for person in people if _hours_assumed(person)]
        if not names:
            return self.taken
        hours = f"{ASSUMED_HOURS} on working days is assumed for {listed(names)}: no hours are given."
        return (*self.taken, hours)


def company(arguments: Sequence[str], window: Span, *, answers: Path | None = None) -> Company:
    """Reads the files among the arguments and finds or makes the people among them.

    People who are typed out get the public holidays of their country like everybody else.
    """
    paths = [Path(text) for text in arguments if Path(text).is_file()]
    words = [text for text in arguments if not Path(text).is_file()]
    spelt_out = {word for word in words if _SPELT_OUT.search(word) or not paths}
    on = window.start.date()
    typed = {word: _typed(word, paths, on) for word in words if word in spelt_out}
    wide = Span(window.start - _LEAD, window.end + _LEAD)
    files = [*paths, *([answers] if answers else [])]
    intake = load(files, window=wide, people=[p for p in typed.values() if p is not None])
    if paths:
        say_unread(intake)
    named = tuple(typed.get(word) or _known(word, intake.atlas) for word in words)
    remarks = [person_remark(word, on) for word, person in typed.items() if person is not None]
    found = tuple(intake.atlas.person(person.id) for person in named)
    return Company(intake.atlas, found, intake, told(remarks))


def viewer_zone(text: str, zones: ZoneDatabase, unknown: str = "") -> Zone:
    """The zone of a reader named by a city or a zone; `unknown` is why they are nobody of the files."""
    try:
        return zones.zone(zone_named(text, zones))
    except InlineError as error:
        raise UsageError(_no_viewer(error, unknown), param_hint="--viewer") from None


def _no_viewer(error: InlineError, unknown: str) -> str:
    """Why there is no such reader; where a name is nearly so, it is not also said that it is no place."""
    if unknown.endswith("?"):
        return f"{unknown} Or name a city or a zone, like Europe/Lisbon."
    why = error.problem.message.partition("understood: ")[2]
    how = error.problem.remedy if error.problem.remedy.startswith("Write it like") else ""
    return " ".join(filter(None, (unknown and f"{unknown}.", why, how)))


def _hours_assumed(person: Person) -> bool:
    return any(period.pattern.assumed for period in person.patterns)


def _typed(word: str, paths: Sequence[Path], on: date) -> Person | None:
    """The person that a word spells out; None where it may still be a name of the files."""
    try:
        return person_inline(word, packaged_zones(), on=on)
    except InlineError as error:
        if Path(word).suffix.lower() in _ENDINGS:
            raise UsageError(f"{word}: no such file. Check the spelling and the folder") from error
        if paths:
            return None
        raise UsageError(f"{error} It is no file either.") from error


def _known(word: str, atlas: Atlas) -> Person:
    """Somebody of the files; a misspelt name is not a city that happens to exist."""
    try:
        return atlas.find(word)
    except UnknownPersonError as unknown:
        if Path(word).suffix.lower() in _ENDINGS:
            raise UsageError(f"{word}: no such file. Check the spelling and the folder") from unknown
        said = str(unknown) if str(unknown).endswith("?") else f"{unknown}."
        raise UsageError(f"in the files, {said} Type out somebody else like 'Ana=Lisbon 09-18'") from None


def say_unread(intake: Intake) -> None:
    """A question goes on with what could be read, and says on stderr what could not: errors as they are."""
    told_now = _worth_telling(intake)
    for problem in told_now:
        typer.echo(str(problem), err=True)
    number = len(intake.problems) + len(intake.questions) - len(told_now)
    if number:
        more = "more " if told_now else ""
        said = count(number, f"{more}thing in the files needs", f"{more}things in the files need")
        typer.echo(f"{said} attention: `farflung check` lists them.", err=True)


def _worth_telling(intake: Intake) -> list[Problem]:
    """The errors, or whatever it is where it is little."""
    few = len(intake.problems) <= _FEW and not intake.questions
    return errors(intake)[:_MOST_ERRORS] or list(intake.problems if few else ())


def errors(intake: Intake) -> list[Problem]:
    """What of the files could not be used, such as people whom nobody can place."""
    return [problem for problem in intake.problems if problem.severity >= Severity.ERROR]


def ask_on_terminal(question: InputQuestion) -> str | None:
    """Asks on the terminal; an empty line leaves the question open."""
    typer.echo(f"\n{question.text}", err=True)
    for number, choice in enumerate(question.choices, 1):
        typer.echo(f"  {number}  {choice.label}", err=True)
    while True:
        typer.echo("Answer (empty: leave it open): ", nl=False, err=True)
        reply = sys.stdin.readline().strip()  # at the end of input this is empty too
        if not reply.isdigit() or not question.choices:
            return reply or None
        if 1 <= int(reply) <= len(question.choices):
            return question.choices[int(reply) - 1].value
        typer.echo(
            f"There is no answer {reply}: give 1 to {len(question.choices)}, or write it out.", err=True
        )


def has_terminal() -> bool:
    """Whether somebody is there to be asked."""
    # A stream that was closed by who started us (`2>&-`) is None.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def refuse(error: IntakeError | ValueError | LookupError, status: Exit = Exit.USAGE) -> typer.Exit:
    """Prints an error as one readable line on stderr and gives the exit to raise."""
    typer.echo(f"farflung: {error}", err=True)
    return typer.Exit(status)
