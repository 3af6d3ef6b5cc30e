"""The parts of the terminal report in order, written out as one string."""

from io import StringIO

from rich.console import Console

from farflung.report.summary import Summary
from farflung.report.terminal.ending import ending
from farflung.report.terminal.findings import findings
from farflung.report.terminal.head import head
from farflung.report.terminal.ribbons import ribbons

NARROWEST, WIDEST = 60, 120


def screen(summary: Summary, width: int = 100, *, colour: bool = False) -> str:
    """The whole report; of a company without people, only why.

    Without colour there is no escape sequence in it, and no blank at a line's end.
    """
    columns = min(max(width, NARROWEST), WIDEST)
    answers = (ribbons(summary, columns), findings(summary)) if summary.atlas.people else ()
    parts = (head(summary), *answers, ending(summary))
    out = StringIO()
    console = Console(
        file=out,
        width=columns,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for number, part in enumerate(part for part in parts if part):
        if number:
            console.print()
        for line in part:
            console.print(*line.wrapped(columns), sep="\n", soft_wrap=True)
    return "\n".join(text.rstrip() for text in out.getvalue().splitlines()) + "\n"
