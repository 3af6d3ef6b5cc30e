"""A stored plan back as the engine's value."""

from collections.abc import Iterable

from pydantic import ValidationError

from farflung.engine.checks.finding import Severity
from farflung.engine.rota.plan import Level, Result, Stage, Status, Unfilled
from farflung.engine.rota.problem import Aim
from farflung.engine.rota.record import Holder, PlanRecord
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.said import in_english, said
from farflung.engine.time import Span, as_instant
from farflung.intake.errors import FileError
from farflung.intake.plans import schema
from farflung.intake.problem import Problem


def looks_like_plan(text: str) -> bool:
    """Whether a text is a stored plan."""
    return text.lstrip("\ufeff \t\r\n").startswith("{") and f'"{schema.FORMAT}"' in text[:400]


def read_plan(text: str, file: str) -> PlanRecord:
    """The plan in a text; raises `FileError` that says where it is none."""
    try:
        found = schema.PlanFile.model_validate_json(text.lstrip("\ufeff"))
        return _record(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise _refused(file, place, first["msg"]) from error
    except ValueError as error:
        raise _refused(file, "", str(error)) from error


def _refused(file: str, place: str, english: str) -> FileError:
    message = said("this is no plan that can be read: {why}.", why=in_english(english))
    remedy = said("Plan it again with `farflung rota plan`, or mend what was changed by hand.")
    return FileError(Problem(Severity.ERROR, "plan", file, message, remedy, None, place or None))


def _record(found: schema.PlanFile) -> PlanRecord:
    result = Result(
        Status(found.status),
        tuple(sorted(_shift(one) for one in found.assignments)),
        tuple(_stage(stage) for stage in found.stages),
        tuple(Unfilled(one.duty, _span(one), one.missing, one.of) for one in found.unfilled),
        {load.person: load.points for load in found.loads},
        found.seconds,
        found.by,
        tuple(found.notes),
    )
    return PlanRecord(
        found.rota, _span(found.window), result, found.seed, found.problem, found.zone_database,
        as_instant(found.made), tuple(found.assumed), _holders(found.assignments),
    )  # fmt: skip


def _holders(shifts: Iterable[schema.Assignment]) -> dict[str, Holder]:
    """Who is in it; a plan that was written by hand need not say what they are called, nor by which clock."""
    return {one.person: Holder(one.name or one.person, one.zone or "UTC") for one in shifts}


def _span(times: schema.Times) -> Span:
    return Span(as_instant(times.start), as_instant(times.end))


def _shift(one: schema.Assignment) -> Assignment:
    return Assignment(_span(one), one.person, one.duty, one.kind, one.day, one.minutes)


def _least(level: schema.Level) -> float:
    return float("-inf") if level.least is None else level.least * 60


def _stage(stage: schema.Stage) -> Stage:
    bound = float("-inf") if stage.bound is None else stage.bound
    levels = tuple(Level(of.height * 60, of.proven, _least(of)) for of in stage.levels)
    return Stage(frozenset(Aim(aim) for aim in stage.aims), stage.value, bound, levels)
