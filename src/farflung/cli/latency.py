"""`farflung latency`: what a wait was made of."""

from datetime import timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import hours_text, iso, utc_text
from farflung.engine.flow import latency
from farflung.engine.time import Span, packaged_zones

_MINUTE = timedelta(minutes=1)


def command(
    arguments: options.Arguments,
    asked: Annotated[str, typer.Option("--asked", metavar="TIME", help="When it was asked, with its zone.")],
    answered: Annotated[str, typer.Option("--answered", metavar="TIME", help="When it was answered.")],
    as_json: options.Json = False,
) -> None:
    """What a wait was made of: the recipient's working time, and the time they were off."""
    start, end = (moments.moment(text, packaged_zones()) for text in (asked, answered))
    company = inputs.company(arguments, Span(min(start, end), max(start, end)))
    if len(company.named) != 1:
        raise UsageError("name one recipient: a person of the files, or one typed out like 'Berlin 09-18'")
    person = company.named[0]
    wait = latency(company.atlas, person, start, end)
    answer = Answer(
        "latency",
        f"{person.name}: {hours_text(wait.recipient_on)} of work, {hours_text(wait.elapsed)} on the wall",
        ("part", "time"),
        [("recipient on", hours_text(wait.recipient_on)), ("recipient off", hours_text(wait.recipient_off))],
        {
            "id": person.id,
            "asked": iso(start),
            "answered": iso(end),
            "elapsed_minutes": wait.elapsed // _MINUTE,
            "recipient_on_minutes": wait.recipient_on // _MINUTE,
            "recipient_off_minutes": wait.recipient_off // _MINUTE,
        },
        basis=(f"from {utc_text(start)} to {utc_text(end)} in the recipient's own hours",),
        notes=company.assumed([person]),
    )
    show(answer, company.atlas.zones, as_json=as_json, status=company.status)
