"""`farflung due`: when something is due in the recipient's own working hours."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import both, city, hours_text, iso, local_iso, local_text, near_text
from farflung.engine.atlas import Atlas
from farflung.engine.flow import Due, due
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones


def command(
    arguments: options.Arguments,
    asked: Annotated[
        str, typer.Option("--asked", metavar="TIME", help="When it is asked, with its zone.")
    ] = "now",
    work: Annotated[
        str, typer.Option("--work", metavar="LENGTH", help="Working time it takes, like 8h.")
    ] = "8h",
    remind: Annotated[
        str | None,
        typer.Option(
            "--remind", metavar="LENGTH", help="Remind so much working time before.", show_default=False
        ),
    ] = None,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """When something is due that takes so many of the recipient's own working hours."""
    start, amount = moments.moment(asked, packaged_zones()), moments.length(work, "h")
    company = inputs.company(arguments, Span(start, start + timedelta(days=60)))
    atlas, reader = company.atlas, company.viewer(viewer)
    if not company.named:
        raise UsageError("name the recipient: a person of the files, or one typed out like 'Tokyo 09-18'")
    notice = moments.length(remind, "h") if remind else None
    if notice is not None and notice > amount:
        raise UsageError(
            f"{remind!r} is {hours_text(notice)}, more than the {hours_text(amount)} of work: it would come "
            "before they begin. Give less",
            param_hint="--remind",
        )
    answers = [(person, due(atlas, person, start, amount, notice)) for person in company.named]
    one = len(answers) == 1
    whose = (
        f"{answers[0][0].name}: {hours_text(amount)} of"
        if one
        else f"{hours_text(amount)} of the recipient's"
    )
    answer = Answer(
        "due",
        f"{whose} working time from {both(start, reader)}",
        (
            "" if one else "recipient",
            "",
            "own time",
            "in UTC",
            f"your time, {city(reader)}" if reader else "",
        ),
        [row for person, found in answers for row in _rows(atlas, person, found, reader, named=not one)],
        {"answers": [_json(atlas, person, found, start, reader) for person, found in answers]},
        ("working time is counted in the recipient's own hours; reminders too, so none comes at night",),
        company.assumed(company.named),
    )
    show(answer, atlas.zones, as_json=as_json, status=company.status)


def _rows(
    atlas: Atlas, person: Person, found: Due, reader: Zone | None, *, named: bool
) -> Iterator[tuple[str, ...]]:
    steps = {"first notice": found.notice, "reminder": found.reminder, "due": found.due}
    for label, moment in steps.items():
        if moment is not None:
            place = atlas.where(person, moment).place.label
            zone = atlas.zone_of(person, moment)
            day = CivilTime.of(moment, zone).date
            utc = f"{near_text(moment, atlas.zones.zone('UTC'), day)}Z"
            yours = near_text(moment, reader, day) if reader else ""
            yield person.name if named else "", label, local_text(moment, zone, place), utc, yours


def _json(
    atlas: Atlas, person: Person, found: Due, asked: datetime, reader: Zone | None
) -> dict[str, object]:
    return {
        "id": person.id,
        "asked": iso(asked),
        "notice": iso(found.notice),
        "reminder": iso(found.reminder) if found.reminder else None,
        "due": iso(found.due),
        "due_own_time": local_iso(found.due, atlas.zone_of(person, found.due)),
        "due_viewer_time": local_iso(found.due, reader) if reader else None,
    }
