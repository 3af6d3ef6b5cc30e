"""The first lines: what was read, the window, whose time, how much was found."""

from farflung.report import times
from farflung.report.summary import Summary
from farflung.report.terminal.lines import Line, line
from farflung.report.terminal.marks import STYLES, SYMBOLS

_MOST_FILES = 6


def head(summary: Summary) -> list[Line]:
    """Four or five lines; two where there is nobody to say anything of."""
    out = [line(("farflung check", "bold"), f"  {times.window(summary)}")]
    if company := _company(summary):
        out.append(line(company))
    if summary.intake.files:
        out.append(line(f"Read: {_files(summary)}"))
    if not summary.atlas.people:
        return [*out, line(("Nothing could be checked: there is nobody on the map.", "bold"))]
    out.append(line(_clocks(summary)))
    out.append(_counts(summary))
    return out


def _company(summary: Summary) -> str:
    atlas = summary.atlas
    countries = {person.place.country for person in atlas.people if person.place.country}
    facts = (
        times.count(len(atlas.people), "person", "people"),
        times.count(len({person.place.zone for person in atlas.people}), "zone"),
        times.count(len(countries), "country", "countries"),
        times.count(len(atlas.meetings), "meeting series", "meeting series"),
        times.count(len(atlas.shifts), "shift"),
    )
    return " · ".join(fact for fact in facts if not fact.startswith("0 "))


def _files(summary: Summary) -> str:
    files = summary.intake.files
    named = [f"{file.name} ({file.kind}, {times.count(file.rows, 'row')})" for file in files[:_MOST_FILES]]
    rest = len(files) - _MOST_FILES
    return ", ".join(named) + (f" and {times.count(rest, 'more file')}" if rest > 0 else "")


def _clocks(summary: Summary) -> str:
    version = f"zone rules of IANA {summary.atlas.zones.version}"
    if summary.viewer is None:
        return f"Times are UTC, with the clocks of those hit (name yours with --viewer); {version}"
    return f"Times are yours, {times.city(summary.viewer)}, with UTC beside them; {version}"


def _counts(summary: Summary) -> Line:
    pieces: list[str | tuple[str, str]] = ["Found: "]
    for severity, number in summary.by_severity.items():
        mark = f"{SYMBOLS[severity]} {times.count(number, severity.word)}"
        pieces += [(mark, STYLES[severity] if number else ""), "   "]
    return line(*pieces)
