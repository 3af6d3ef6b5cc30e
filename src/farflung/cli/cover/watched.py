"""The rules that the verbs of coverage are about."""

from typing import Annotated

import typer

from farflung.cli.errors import UsageError
from farflung.engine.atlas import Atlas
from farflung.engine.coverage import Outlook, outlooks
from farflung.engine.time import Span
from farflung.intake.agreement.binding import bound
from farflung.intake.agreement.rule_text import parse_rule

Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="RULE", help="A rule in words: 'at least 2 at all times'."),
]


def watched(atlas: Atlas, window: Span, texts: list[str] | None) -> tuple[Outlook, ...]:
    """Every rule typed, written or implied; refuses where there is none."""
    duties = {shift.duty for shift in atlas.shifts}
    asked = [
        rule
        for text in texts or ()
        for rule in bound(parse_rule(text), sorted(duties), atlas.members, atlas.people)
    ]
    found = tuple(outlooks(atlas, window, asked))
    if not found:
        raise UsageError(
            "nothing is to be covered: give a rota, an agreement, or --rule 'at least 1 at all times'"
        )
    return found
