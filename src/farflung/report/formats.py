"""The one table of formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import cast

from farflung.report.summary import Summary


class Format(StrEnum):
    """What `--format` takes."""

    TERMINAL = "terminal"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    ICS = "ics"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Form:
    """How a format is made: its suffix, media type, what it is in a few words, and what makes it.

    That is a function of a module below this package ("sarif:log"), loaded when it is wanted: each format
    brings what no other needs, the page all pictures, the terminal its library.
    """

    suffix: str
    media_type: str
    about: str
    maker: str

    def load(self) -> Callable[..., str]:
        """The function that makes it of a `Summary`."""
        module, function = self.maker.split(":")
        return cast(Callable[..., str], getattr(import_module(f"farflung.report.{module}"), function))

    def make(self, summary: Summary) -> str:
        """The report in this format."""
        return self.load()(summary)


FORMATS: Mapping[Format, Form] = {
    Format.TERMINAL: Form(
        ".txt", "text/plain", "the worst twelve, for people at a terminal", "terminal:screen"
    ),
    Format.HTML: Form(".html", "text/html", "one page with pictures, for people", "html:page"),
    Format.JSON: Form(".json", "application/json", "everything, for programs", "json_report:report"),
    Format.SARIF: Form(".sarif", "application/sarif+json", "for code hosts and editors", "sarif:log"),
    Format.ICS: Form(".ics", "text/calendar", "the best fixes as calendar entries", "ics_out:calendar"),
    Format.CSV: Form(".csv", "text/csv", "every fix as rows of a sheet", "csv_out:sheet"),
}


def render(
    summary: Summary, format_: Format = Format.TERMINAL, *, width: int | None = None, colour: bool = False
) -> str:
    """The report in a format. Width (columns, None: 100) and colour matter to the terminal only."""
    if format_ is Format.TERMINAL:
        return FORMATS[format_].load()(summary, width or 100, colour=colour)
    return FORMATS[format_].make(summary)
