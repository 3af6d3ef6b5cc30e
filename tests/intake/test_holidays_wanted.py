"""The holidays of a reading: every calendar once, beside or not, and what is to be said is said once."""

from collections.abc import Callable
from datetime import UTC, datetime

from holidays.registry import COUNTRIES

from farflung.engine.model import Place
from farflung.engine.time import Span
from farflung.intake.beside import Result, when_asked
from farflung.intake.holidays_wanted import HolidaysWanted
from farflung.intake.notebook import Notebook

WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 5, 30, tzinfo=UTC))
PORTUGAL, BAVARIA, NOWHERE = Place("UTC", "PT"), Place("UTC", "DE", "BY"), Place("UTC", "ZZ")
MANY = [Place("UTC", known[1]) for known in COUNTRIES.values()][:40]


class Beside:
    """Counts what was begun, and does it at once."""

    def __init__(self) -> None:
        self.begun = 0

    def __call__(self, work: Callable[[], Result]) -> Callable[[], Result]:
        self.begun += 1
        found = work()
        return lambda: found


def test_every_calendar_once_however_often_its_place_is_told() -> None:
    wanted, notebook = HolidaysWanted(WINDOW, when_asked, only_public=True), Notebook()
    wanted.of([PORTUGAL, BAVARIA, PORTUGAL, NOWHERE])
    wanted.of([BAVARIA, NOWHERE, Place("Asia/Tokyo", "JP"), Place("UTC")])
    assert set(wanted.found(notebook)) == {("PT", None), ("DE", None), ("DE", "BY"), ("JP", None)}
    assert [note.code for note in notebook.notes] == ["no-holidays"]


def test_few_places_are_not_worth_a_process_and_many_are() -> None:
    beside = Beside()
    wanted = HolidaysWanted(WINDOW, beside, only_public=True)
    wanted.of([PORTUGAL, BAVARIA])
    assert beside.begun == 0
    wanted.of([*MANY, NOWHERE])
    assert beside.begun == 1
    alone = HolidaysWanted(WINDOW, when_asked, only_public=True)
    alone.of([PORTUGAL, BAVARIA, *MANY, NOWHERE])
    said, said_alone = Notebook(), Notebook()
    assert wanted.found(said) == alone.found(said_alone)
    assert said.notes == said_alone.notes
