"""Puts series on the map of time: recurrences, and one question for all that cannot be placed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from farflung.engine.model import Recurrence
from farflung.engine.said import Said, in_turn, listed, said
from farflung.intake.ics.event import BadEventError
from farflung.intake.ics.file_clock import FLOATING, FileClock, UnplacedTimeError
from farflung.intake.ics.recurrence import recurrence_of
from farflung.intake.ics.series import Series, complain
from farflung.intake.notebook import Notebook
from farflung.intake.problem import InputQuestion


def zone_question_id(file: str, tzid: str) -> str:
    """The key in an answers file: for a zone's name wherever it appears, or for one file's loose times."""
    return f"zone of {tzid}" if tzid else f"zone of times without one in {PurePath(file).name}"


@dataclass(slots=True)
class Placing:
    """Turns series into recurrences, and collects what nobody can place; `skipped` are zones left out."""

    file: str
    clock: FileClock
    notebook: Notebook
    skipped: frozenset[str] = frozenset()
    unplaced: dict[str, list[Series]] = field(default_factory=dict)

    def place(self, series: Series) -> Recurrence | None:
        """The recurrence, or None where it was written down why there is none."""
        try:
            return recurrence_of(series.master, series.overrides, self.clock, self.notebook)
        except UnplacedTimeError as error:
            self.unplaced.setdefault(error.tzid, []).append(series)
        except BadEventError as error:
            complain(error, self.file, self.notebook)
        return None

    def questions(self) -> list[InputQuestion]:
        """One problem for each series that waits for a zone, and one question for each unknown zone.

        A zone that somebody answered with "skip" is no question any more; its series are counted.
        """
        left_out = {tzid: waiting for tzid, waiting in self.unplaced.items() if tzid in self.skipped}
        for waiting in left_out.values():
            text = said(
                "series whose zone nobody knows, left out by your answer ({titles}).", titles=_titles(waiting)
            )
            self.notebook.note("left-out", self.file, text, len(waiting))
        return [self._ask(tzid, w) for tzid, w in self.unplaced.items() if tzid not in left_out]

    def _ask(self, tzid: str, waiting: list[Series]) -> InputQuestion:
        for series in waiting:
            self._needs_attention(tzid, series)
        rows = tuple((self.file, series.master.line) for series in waiting)
        which = (
            said("Which zone is the one called {zone!r} in {file}?", zone=tzid, file=self.file)
            if tzid
            else said("Which zone is the one of events that name none in {file}?", file=self.file)
        )
        return InputQuestion(
            zone_question_id(self.file, tzid),
            in_turn(which, said("({titles})", titles=_titles(waiting))),
            rows,
            column="DTSTART",
            read=tzid or None,
            remedy=said("Answer with an IANA zone such as Europe/Lisbon."),
        )

    def _needs_attention(self, tzid: str, series: Series) -> None:
        title = series.master.shown_title
        message = (
            said(
                "{title!r} needs attention: its zone {zone!r} has no definition in the file and is no known "
                "name, so it is not scheduled.",
                title=title,
                zone=tzid,
            )
            if tzid
            else said(
                "{title!r} needs attention: its times name no zone (they are floating), and the calendar has "
                "no X-WR-TIMEZONE, so it is not scheduled.",
                title=title,
            )
        )
        self.notebook.error(
            "needs-attention",
            self.file,
            message,
            said(
                "Say which zone is meant (see the questions), or set the zone in the calendar and export "
                "again."
            ),
            line=series.master.line,
            column="DTSTART",
            read=tzid or FLOATING or None,
        )


def _titles(waiting: Iterable[Series]) -> Said:
    titles = dict.fromkeys(series.master.shown_title for series in waiting)
    return listed((said("{word!r}", word=title) for title in titles), most=3)
