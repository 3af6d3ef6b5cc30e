"""The one table of formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from farflung.report import csv_out, ics_out, json_report, sarif
from farflung.report.summary import Summary
from farflung.report.terminal import screen


class Format(StrEnum):
    """What `--format` takes."""

    TERMINAL = "terminal"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    ICS = "ics"
    CSV = "csv"


def _page(summary: Summary) -> str:
    from farflung.report.html import page  # with all pictures, which no other format draws

    return page(summary)


@dataclass(frozen=True, slots=True)
class Form:
    """How a format is made: its suffix, media type, and what it is in a few words."""

    suffix: str
    media_type: str
    about: str
    make: Callable[[Summary], str]


FORMATS: Mapping[Format, Form] = {
    Format.TERMINAL: Form(".txt", "text/plain", "the worst twelve, for people at a terminal", screen),
    Format.HTML: Form(".html", "text/html", "one page with pictures, for people", _page),
    Format.JSON: Form(".json", "application/json", "everything, for programs", json_report.report),
    Format.SARIF: Form(".sarif", "application/sarif+json", "for code hosts and editors", sarif.log),
    Format.ICS: Form(".ics", "text/calendar", "the best fixes as calendar entries", ics_out.calendar),
    Format.CSV: Form(".csv", "text/csv", "every fix as rows of a sheet", csv_out.sheet),
}


def render(
    summary: Summary, format_: Format = Format.TERMINAL, *, width: int | None = None, colour: bool = False
) -> str:
    """The report in a format. Width (columns, None: 100) and colour matter to the terminal only."""
    if format_ is Format.TERMINAL:
        return screen(summary, width or 100, colour=colour)
    return FORMATS[format_].make(summary)
