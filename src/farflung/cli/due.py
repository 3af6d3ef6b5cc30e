"""`farflung due`: when something is due in the recipient's own working hours."""

from datetime import timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import hours_text, iso, local_iso, local_text, utc_text
from farflung.engine.flow import due
from farflung.engine.time import Span, packaged_zones


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
    answers = [
        (person, due(atlas, person, start, amount, moments.length(remind, "h") if remind else None))
        for person in company.named
    ]
    rows, data = [], []
    for person, answer in answers:
        zone = atlas.zone_of(person, start)
        steps = {"first notice": answer.notice, "reminder": answer.reminder, "due": answer.due}
        for label, moment in steps.items():
            if moment is not None:
                own = local_text(
                    moment, atlas.zone_of(person, moment), atlas.where(person, moment).place.label
                )
                rows.append(
                    (person.name, label, own, utc_text(moment), local_text(moment, reader) if reader else "")
                )
        data.append(
            {
                "id": person.id,
                "asked": iso(start),
                "notice": iso(answer.notice),
                "reminder": iso(answer.reminder) if answer.reminder else None,
                "due": iso(answer.due),
                "due_own_time": local_iso(answer.due, zone),
                "due_viewer_time": local_iso(answer.due, reader) if reader else None,
            }
        )
    title = f"{hours_text(amount)} of the recipient's working time from {utc_text(start)}"
    columns = ("recipient", "", "own time", "in UTC", "your time" if reader else "")
    basis = ("working time is counted in the recipient's own hours; reminders too, so none comes at night",)
    show(Answer("due", title, columns, rows, {"answers": data}, basis), atlas.zones, as_json=as_json)
