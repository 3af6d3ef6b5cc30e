"""Files to the question that they pose: the rota file, the people, what was before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import typer

from farflung.cli import clock, inputs
from farflung.cli.errors import Exit, UsageError
from farflung.cli.rota.meetings import told, weighed
from farflung.cli.words import count, listed
from farflung.engine.model import Shift
from farflung.engine.rota.digest import digest
from farflung.engine.rota.law import RotaLaw
from farflung.engine.rota.plan import Result, Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.record import Holder, PlanRecord
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.said import SaidError, said, sentence
from farflung.engine.time import Span, Zone, packaged_zones
from farflung.engine.time.civil import day_span
from farflung.intake.errors import FileError
from farflung.intake.given import read_given
from farflung.intake.limits import Limits
from farflung.intake.load import Intake, load
from farflung.intake.notebook import Notebook
from farflung.intake.plans.former import with_former
from farflung.intake.plans.ledger import LedgerFile, before, read_ledger
from farflung.intake.plans.rosters import assignments_of
from farflung.intake.plans.stored import looks_like_plan, read_plan
from farflung.intake.problem import Problem as Trouble
from farflung.intake.rota_file import looks_like_rota_file
from farflung.intake.rota_file.bind import Before, bound, dates_of
from farflung.intake.rota_file.kinds import kinds_of
from farflung.intake.rota_file.messages import SEE
from farflung.intake.rota_file.reader import Read, read_rota_file
from farflung.intake.text import decode
from farflung.rulepacks import load_packs

_LIMITS = Limits()
_MOST_LOST = 6
_ROTAS = ("rota", "calendar")
_NOT_YET = said(
    "It is written by `farflung rota plan --ledger`; before the first plan there is none: leave it out."
)
_YEAR, _BEYOND = timedelta(days=366), timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with the files that it came from; `assumed` is what nobody had said."""

    read: Read
    intake: Intake
    problem: Problem
    assumed: tuple[str, ...]
    now: datetime
    ledger: LedgerFile
    law: RotaLaw | None = None

    def viewer(self, text: str | None) -> Zone | None:
        """The zone of the reader; None where nobody said."""
        return inputs.Company(self.intake.atlas, (), self.intake).viewer(text)

    def status(self, *, finds: bool) -> Exit:
        """How the command ends; what could not be read wins, as the answer is one about half a team."""
        if not self.intake.complete:
            return Exit.UNREAD
        return Exit.FINDINGS if finds else Exit.GOOD


@dataclass(frozen=True, slots=True)
class _Known:
    """The shifts of an earlier plan, and who has them as it calls them."""

    shifts: tuple[Assignment, ...] = ()
    holders: Mapping[str, Holder] = field(default_factory=dict)


def posed(files: Sequence[Path], rota: Path | None = None, now: datetime | None = None) -> Posed:
    """The question that the files pose; what cannot be used is told on stderr and ends with status 3."""
    at = now or clock.now()
    read, others = _rota_file(files, rota)
    rosters = {key: path for key, path in _beside(read).items() if path is not None}
    plans = _contents(read, rosters)
    sheets = [path for key, path in rosters.items() if key != "ledger" and not looks_like_plan(plans[key])]
    intake = load([*others, *sheets], window=_around(read))
    inputs.say_unread(intake)
    if not intake.atlas.people:
        raise UsageError("there are no people to plan for: give a people file beside the rota file")
    ledger = read_ledger(plans["ledger"], str(rosters["ledger"])) if "ledger" in plans else LedgerFile()
    window = _window(read)
    kinds = _kinds(read)
    published = _plan_of(rosters.get("published"), plans.get("published"), intake, window, kinds)
    history = _plan_of(rosters.get("history"), plans.get("history"), intake, _past(window), kinds)
    carried = before(weighed(ledger, intake.atlas, window), read.rota, window)
    found = bound(read, intake.atlas, load_packs(), Before(at, published.shifts, history.shifts, carried))
    _refuse(found.troubles)
    if found.problem is None:
        raise UsageError("the rota file poses no question")
    hours = _hours_assumed(intake, found.problem)
    assumed = (*_left_out(intake), *map(str, (*found.assumed, *told(intake.atlas))), *hours)
    problem = with_former(found.problem, found.problem.history, history.holders)
    return Posed(read, intake, problem, assumed, at, ledger, found.law)


def knowing(question: Posed, *records: PlanRecord) -> Posed:
    """The question about a Map that knows everybody in some plans: who has left had shifts all the same."""
    problem = question.problem
    for record in records:
        problem = with_former(problem, record.result.assignments, record.holders)
    return replace(question, problem=problem)


def plan_given(path: Path, question: Posed, files: Sequence[Path]) -> PlanRecord:
    """A plan from any file: a stored one as it is, a rota as what it says of the window."""
    text = _content(path)
    if looks_like_plan(text):
        return read_plan(text, str(path))
    others = [file for file in files if file != path and not looks_like_rota_file(_lenient(file))]
    intake = load([*others, path], window=_around(question.read))
    inputs.say_unread(intake)
    own = _of_file(intake.atlas.shifts, path)
    if not own:
        raise UsageError(f"{path} holds no shifts: give a plan of `farflung rota plan`, or a rota")
    problem = question.problem
    shifts = assignments_of(intake.atlas, own, problem.window, problem.kinds)
    result = Result(Status.FEASIBLE, shifts, (), (), {}, 0.0, str(path))
    return PlanRecord(
        question.read.rota, problem.window, result, 0, digest(problem), packaged_zones().version, question.now
    )


def _contents(read: Read, named: dict[str, Path]) -> dict[str, str]:
    """The files that the rota file names, by their keys; one that cannot be read is told at its key."""
    found, notebook = dict[str, str](), Notebook()
    for key, path in named.items():
        try:
            found[key] = _content(path)
        except FileError as error:
            wrong = error.problem
            message = sentence(said("{file}: {why}", file=str(path), why=wrong.message))
            remedy = _NOT_YET if key == "ledger" else wrong.remedy
            read.problem(notebook, (key,), message, remedy, path.name)
    _refuse(notebook.problems)
    return found


def _rota_file(files: Sequence[Path], rota: Path | None) -> tuple[Read, list[Path]]:
    texts = {file: _lenient(file) for file in files}
    found = [file for file in files if looks_like_rota_file(texts[file])]
    chosen = [rota] if rota is not None else list({file.resolve(): file for file in found}.values())
    if len(chosen) != 1:
        many = " and ".join(map(str, chosen))
        given = listed([str(file) for file in files])
        why = f"{many} are rota files: give one" if many else f"no rota file is among {given}"
        raise UsageError(f"{why}; one begins like `rota: Watch` and has a key `duties`")
    read, troubles = read_rota_file(_content(chosen[0]), str(chosen[0]))
    _refuse(troubles)
    if read is None:
        raise UsageError(f"{chosen[0]} poses no question")
    return read, [file for file in files if file not in found and file != rota]


def _content(path: Path) -> str:
    return decode(str(path), read_given(path, _LIMITS).data, _LIMITS).content


def _lenient(path: Path) -> str:
    """The text of a file; "" where it is none, which is told by whoever reads it as what it should be."""
    data = read_given(path, _LIMITS).data
    try:
        return decode(str(path), data, _LIMITS).content
    except FileError:
        return ""


def _refuse(troubles: Sequence[Trouble]) -> None:
    if troubles:
        for trouble in troubles:
            typer.echo(str(trouble), err=True)
        said = count(len(troubles), "thing in the rota file", "things in the rota file")
        typer.echo(f"farflung: {said} could not be used; nothing was planned", err=True)
        raise typer.Exit(Exit.UNREAD)


def _beside(read: Read) -> dict[str, Path | None]:
    """The files that the rota file names, from the folder that it is in."""
    folder = Path(read.name).parent
    named = {"published": read.says.published, "history": read.says.history, "ledger": read.says.ledger}
    return {key: folder / name if name else None for key, name in named.items()}


def _window(read: Read) -> Span:
    try:
        first, last = dates_of(read)
    except SaidError as error:
        notebook = Notebook()
        read.problem(notebook, ("from",), sentence(error.said), SEE)
        _refuse(notebook.problems)
        raise
    zone = packaged_zones().zone(read.says.in_ or "UTC")
    return Span(day_span(first, zone).start, day_span(last, zone).end)


def _around(read: Read) -> Span:
    window = _window(read)
    return Span(window.start - _BEYOND, window.end + _BEYOND)


def _past(window: Span) -> Span:
    return Span(window.start - _YEAR, window.start)


def _kinds(read: Read) -> list[ShiftKind]:
    """The kinds that the file makes; what makes none is told when it is bound."""
    found: list[ShiftKind] = []
    for duty in read.says.duties:
        try:
            found += [kind for made in kinds_of(duty) for kind in made.kinds]
        except ValueError:
            continue
    return found


def _plan_of(
    path: Path | None, text: str | None, intake: Intake, window: Span, kinds: Sequence[ShiftKind]
) -> _Known:
    if path is None or text is None:
        return _Known()
    if looks_like_plan(text):
        record = read_plan(text, str(path))
        return _Known(record.result.assignments, record.holders)
    if not any(file.name == str(path) and file.kind in _ROTAS for file in intake.files):
        raise UsageError(f"{path} is no plan and no rota, but the rota file names it as one")
    return _Known(assignments_of(intake.atlas, _of_file(intake.atlas.shifts, path), window, kinds))


def _of_file(shifts: Sequence[Shift], path: Path) -> list[Shift]:
    return [shift for shift in shifts if shift.source is not None and shift.source.file == str(path)]


def _left_out(intake: Intake) -> Iterator[str]:
    """What is missing from the question: a plan for twelve of fourteen people looks like any other."""
    lost = inputs.errors(intake)
    for problem in lost[:_MOST_LOST]:
        yield f"planned without what could not be read: {problem.where}: {problem.message}"
    if len(lost) > _MOST_LOST:
        yield f"and without {len(lost) - _MOST_LOST:,} more; `farflung check` lists them"


def _hours_assumed(intake: Intake, problem: Problem) -> tuple[str, ...]:
    people = [intake.atlas.person(key) for key in problem.people]
    return inputs.Company(intake.atlas, (), intake).assumed(people)
