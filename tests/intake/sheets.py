"""Sheets of rotas and meetings written in a test, read with the cast as the known people."""

from datetime import UTC, datetime, timedelta

from farflung.engine.atlas.expand import expand
from farflung.engine.model import MeetingSeries, Recurrence, Shift
from farflung.engine.time import Span, packaged_zones
from farflung.intake.asking import Asking
from farflung.intake.dating import Dating
from farflung.intake.heading import heading_key
from farflung.intake.meetings import read_meetings
from farflung.intake.notebook import Notebook
from farflung.intake.people_index import PeopleIndex
from farflung.intake.rota import read_rota
from farflung.intake.table import Table, read_table
from farflung.intake.who import Who
from tests.company import PEOPLE, TEAMS


class Reading:
    """What a sheet gave: shifts or meetings, and everything that was said about it."""

    def __init__(self, text: str, answers: dict[str, str] | None = None, name: str = "support.csv") -> None:
        self.notebook = Notebook()
        self.table = table(text, name)
        self.asking = Asking(answers or {})
        self._who = Who(PeopleIndex(PEOPLE, TEAMS), self.asking, self.notebook)
        self._dating = Dating(self.asking, self.notebook)

    def shifts(self) -> tuple[Shift, ...]:
        """The sheet as a rota."""
        return read_rota(self.table, self._who, self._dating, self.notebook)

    def meetings(self) -> tuple[MeetingSeries, ...]:
        """The sheet as meetings."""
        return read_meetings(self.table, self._who, self._dating, self.notebook)

    @property
    def told(self) -> list[tuple[str, int | None, str | None]]:
        """Code, line and column of every problem."""
        return [(problem.code, problem.line, problem.column) for problem in self.notebook.problems]


def table(text: str, name: str = "support.csv") -> Table:
    """A sheet whose headings all mean something."""
    return read_table(name, text, Notebook(), known=lambda heading: bool(heading_key(heading)))


def on(recurrence: Recurrence, day: str) -> list[str]:
    """The occurrences that begin on a date in UTC, as hours in UTC."""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    window = Span(start, start + timedelta(days=1))
    found = expand(recurrence, window, packaged_zones())
    return [f"{o.start:%H:%M}-{o.end:%H:%M}" for o in found if o.start >= start]
