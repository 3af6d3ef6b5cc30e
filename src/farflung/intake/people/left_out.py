"""Rows that are knowingly not planned with, and what was concluded for those that are: said, never silent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from farflung.engine.time import Span
from farflung.intake.dating import Dating
from farflung.intake.notebook import Notebook
from farflung.intake.people.field import Field
from farflung.intake.people.patterns import people, shown_names
from farflung.intake.people.raw import RawPerson
from farflung.intake.people.status import is_away, reason_to_leave_out


def present(raws: Sequence[RawPerson], dating: Dating, window: Span, notebook: Notebook) -> list[RawPerson]:
    """The rows of people who are there in the window; the others are listed in notes, by reason."""
    first = window.start.date() - timedelta(days=1)
    kept: list[RawPerson] = []
    out: dict[tuple[str, str], list[RawPerson]] = {}
    for raw in raws:
        status, end = raw.get(Field.STATUS), raw.get(Field.ENDED)
        reason = reason_to_leave_out(status) if status else None
        column = raw.columns.get(Field.ENDED, "")
        ended = dating.read(raw.file, raw.line, column, end, raw) if end and not reason else None
        if ended and ended < first:
            reason = f"left before {window.start:%Y-%m-%d}"
        if reason:
            out.setdefault((raw.file, reason), []).append(raw)
        else:
            kept.append(raw)
    for (file, reason), rows in out.items():
        names = shown_names([f"{raw.label} (line {raw.line})" for raw in rows], most=10)
        notebook.note("left-out", file, f"{people(len(rows))} left out, {reason}: {names}.", len(rows))
    _say_away(kept, notebook)
    return kept


def _say_away(rows: Iterable[RawPerson], notebook: Notebook) -> None:
    away: dict[str, list[str]] = {}
    for raw in rows:
        if is_away(raw.get(Field.STATUS)):
            away.setdefault(raw.file, []).append(raw.label)
    for file, names in away.items():
        text = (
            f"{people(len(names))} away by their status, without dates ({shown_names(names)}): they are "
            "planned with as usual; an absences file (person, from, to) says when they are not there."
        )
        notebook.note("away-without-dates", file, text, len(names))


def say_without_country(without: Iterable[RawPerson], notebook: Notebook) -> None:
    """A zone tells no country: it is not guessed, since people live in zones named after neighbours."""
    for file, count in Counter(raw.file for raw in without).items():
        text = (
            f"{people(count)}: a zone and no country, so no public holidays are known for them, and their "
            "weekend is taken as Saturday and Sunday; a column `country` says both."
        )
        notebook.note("no-country", file, text, count)


def say_place_from_hours(rows: Sequence[tuple[RawPerson, str]], notebook: Notebook) -> None:
    """No place, but hours with a zone: the zone is explicit, the country stays unknown."""
    for (file, zone), count in Counter((raw.file, zone) for raw, zone in rows).items():
        text = (
            f"{people(count)}: no place is given and the hours are in {zone}, so they are planned in {zone}, "
            "without public holidays; a column `city` or `country` adds them."
        )
        notebook.note("place-from-hours", file, text, count)
