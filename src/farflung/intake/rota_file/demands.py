"""What a duty wants by time: from `exactly`, `at least` and `at most`, or a table of them."""

from collections.abc import Iterator

from farflung.engine.rota.values.demand import Demand
from farflung.engine.said import SaidError, said
from farflung.intake.agreement.window_text import read_window
from farflung.intake.languages import language_name
from farflung.intake.rota_file.schema import Duty, Wanted


def demands_of(duty: Duty) -> Iterator[tuple[tuple[str | int, ...], Demand]]:
    """Each demand with the place in the duty where it stands; raises `SaidError`."""
    if duty.demand:
        if _says_how_many(duty):
            raise SaidError(said("a duty with a table under 'demand' says how many there, and nowhere else"))
        for number, wanted in enumerate(duty.demand):
            yield ("demand", number), _demand(duty.duty, wanted)
    elif _says_how_many(duty):
        yield (), _demand(duty.duty, duty)


def _says_how_many(wanted: Wanted) -> bool:
    return any(number is not None for number in (wanted.exactly, wanted.at_least, wanted.at_most))


def _demand(duty: str, wanted: Wanted) -> Demand:
    least, most = _bounds(wanted)
    window = read_window(wanted.when, wanted.in_, every_day=True)
    if window.pattern is not None and window.zone is None:
        raise SaidError(
            said("the hours of 'when' need the zone they are meant in: add in: Europe/Lisbon, or UTC")
        )
    return Demand(
        duty, least, most, window.pattern, window.zone or wanted.in_, wanted.from_, wanted.until,
        wanted.skills, frozenset(map(language_name, wanted.languages)), wanted.weight, wanted.spare,
    )  # fmt: skip


def _bounds(wanted: Wanted) -> tuple[int, int | None]:
    if wanted.exactly is not None:
        if wanted.at_least is not None or wanted.at_most is not None:
            raise SaidError(said("'exactly' stands alone: leave out 'at least' and 'at most'"))
        return wanted.exactly, wanted.exactly
    if wanted.at_least is None and wanted.at_most is None:
        raise SaidError(said("say how many: at least, exactly or at most"))
    if wanted.at_most is not None and wanted.at_most < (wanted.at_least or 0):
        raise SaidError(
            said(
                "between {least} and {most} people is impossible",
                least=wanted.at_least or 0,
                most=wanted.at_most,
            )
        )
    return wanted.at_least or 0, wanted.at_most
