"""The plain parts of the page: clocks, holidays, what was read, rules and sources, how to read it."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from farflung.draw.chart import Table
from farflung.draw.markup import Markup, joined, name_of, tag
from farflung.engine.checks import Check
from farflung.report import times
from farflung.report.figures.calendar import (
    ClockChange,
    DayOff,
    standing_still,
    without_calendar,
)
from farflung.report.html.blocks import more, pairs, section, severity, table
from farflung.report.summary import Asked, IntakeSummary, Summary, Trouble

_MOST_CITIES = 8
_MOST_PLACES = 8
_MOST_PROBLEMS = 100
_MOST_WHERE = 12
_MOST_HOLIDAYS = 14


def clock_changes(summary: Summary, changes: tuple[ClockChange, ...]) -> Markup:
    """The calendar of clock changes."""
    still = standing_still(summary)
    people = len(summary.atlas.people)
    if not changes:
        return section(
            "clocks", "Clock changes", tag("p", f"No clock changes for anybody of {people:,} people.")
        )
    rows = tuple(_change(summary, change) for change in changes)
    head = ("When", "What clocks do", "Where", "People")
    made = Table("Clock changes of the window", head, rows)
    lead = (
        f"Between a change here and the next one there, fixed hours drift apart. For {still:,} of {people:,} "
        "people clocks stand still."
    )
    return section("clocks", "Clock changes", table(made, caption=False), lead=lead)


def _change(summary: Summary, change: ClockChange) -> tuple[str, ...]:
    forward = change.shift > timedelta()
    cities = ", ".join(change.cities[:_MOST_CITIES])
    rest = len(change.cities) - _MOST_CITIES
    when = times.moment(change.instant, summary.reader, year=True)
    if summary.reader.key != "UTC":
        when += f" ({change.instant:%H:%M} UTC)"
    what = f"{'forward' if forward else 'back'} {times.length(abs(change.shift))}"
    return when, what, cities + (f" and {rest} more" if rest > 0 else ""), f"{change.people:,}"


def holidays(summary: Summary, days: tuple[DayOff, ...]) -> Markup:
    """The public holidays ahead."""
    unknown = without_calendar(summary)
    note = f"{_WITHOUT} {times.count(unknown, 'person', 'people')}." if unknown else ""
    made = _days_off("Public holidays on working days", days, note)
    if not days:
        body: Markup = tag("p", f"None falls on anybody’s working day. {note}")
    elif len(days) <= _MOST_HOLIDAYS:
        body = table(made, caption=False)
    else:
        largest = sorted(sorted(days, key=lambda off: -off.people)[:_MOST_HOLIDAYS], key=lambda off: off.day)
        shown = _days_off(f"The {_MOST_HOLIDAYS} that most people have", largest, "")
        body = joined((table(shown), more(f"All {len(days)}", table(made, caption=False))))
    lead = "On days that the people concerned would work; the date is theirs."
    return section("holidays", "Public holidays ahead", body, lead=lead)


def _days_off(caption: str, days: Iterable[DayOff], note: str) -> Table:
    head = ("Day", "Holiday", "Where", "People off")
    return Table(caption, head, tuple(_day_off(off) for off in days), note)


_WITHOUT = "The country or region is missing, and so the calendar, of"


def _day_off(off: DayOff) -> tuple[str, ...]:
    name = off.name + (" (estimated: the date may move)" if off.estimated else "")
    rest = len(off.where) - _MOST_PLACES
    where = ", ".join(off.where[:_MOST_PLACES]) + (f" +{rest}" if rest > 0 else "")
    return times.day(off.day, year=True), name, where, f"{off.people:,}"


def reading(intake: IntakeSummary, *, everything: bool = True) -> Markup:
    """What was read, what could not be, and what only a person can say."""
    files = Table(
        "Files", ("File", "Read as", "Rows"), tuple((f.name, f.kind, f"{f.rows:,}") for f in intake.files)
    )
    problems = intake.problems[:_MOST_PROBLEMS]
    left = len(intake.problems) - len(problems)
    return section(
        "read",
        "What was read",
        table(files, caption=False) if files.rows else tag("p", "No files were named."),
        tag("h3", f"Questions for you ({len(intake.questions)})") if intake.questions else None,
        tag("ol", *(_question(asked) for asked in intake.questions), class_="asked")
        if intake.questions
        else None,
        tag("h3", f"Could not be used as written ({len(intake.problems):,})") if problems else None,
        tag("ul", *(_problem(trouble) for trouble in problems), class_="problems") if problems else None,
        tag("p", f"{left:,} more are in the JSON report.", class_="small") if left > 0 else None,
        _notes(intake) if everything else None,
    )


def _question(asked: Asked) -> Markup:
    places = ", ".join(f"{file}:{line}" for file, line in asked.where[:_MOST_WHERE])
    rest = len(asked.where) - _MOST_WHERE
    where = places + (f" and {rest} more" if rest > 0 else "")
    choices = f"Choices: {', '.join(asked.choices)}. " if asked.choices else ""
    return tag("li", tag("b", asked.text), tag("p", choices, asked.remedy), tag("p", where, class_="soft"))


def _problem(trouble: Trouble) -> Markup:
    read = joined((" Read: ", tag("q", name_of(_short(trouble.read))), ".")) if trouble.read else None
    where = tag("code", trouble.where) if trouble.where else None
    return tag(
        "li",
        severity(trouble.severity),
        " ",
        where,
        tag("p", trouble.message, read, " ", tag("b", trouble.remedy)),
    )


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _notes(intake: IntakeSummary) -> Markup | None:
    if not intake.notes:
        return None
    items = (
        tag(
            "li",
            note.text,
            f" ({note.count:,} rows)" if note.count > 1 else None,
            f" {note.file}" if note.file else None,
        )
        for note in intake.notes
    )
    return joined((tag("h3", "Filled in or passed over"), tag("ul", *items)))


def rules(summary: Summary) -> Markup:
    """What was checked, and by which written rules and sources."""
    sources = sorted({finding.basis for finding in summary.findings if finding.basis})
    listed = tag("ul", *(tag("li", source) for source in sources[:_MOST_PROBLEMS]))
    return section(
        "rules",
        "Rules and sources",
        *(_check(summary, check) for check in summary.report.checks),
        more(f"What the findings rest on ({len(sources)})", listed) if sources else None,
        tag("p", f"Zone rules: IANA database {summary.atlas.zones.version}. {_MADE_WITH}", class_="small"),
        lead="A finding flags; it is no legal verdict. A rule past its date of review counts as unknown.",
    )


_MADE_WITH = "Daylight: formulas of the NOAA solar calculator. Land: Natural Earth."


def _check(summary: Summary, check: Check) -> Markup:
    found = Counter(finding.rule for finding in summary.findings if finding.rule in check.rules)
    terms = ((f"{rule} ({found[rule]})" if found[rule] else rule, said) for rule, said in check.rules.items())
    return more(f"{check.title}: {times.count(found.total(), 'finding')}", pairs(terms))


def how_to_read(summary: Summary) -> Markup:
    """What the words and marks mean, and how to get the rest."""
    ending = f"{summary.ending.status}: {summary.ending.why}."
    return section("how", "How to read this", pairs((*_HOW, ("Exit status", ending))))


_SEVERITY = (
    "An error breaks a written rule or leaves nobody there; a warning will hurt somebody; a note is worth "
    "knowing. Worst first; within one severity, what hits most people for longest."
)
_TIMES = (
    "Every time carries its zone. Bold is your own time where you named a zone, else UTC; below it stand "
    "other clocks. The small strip shows the hours of the day."
)
_FIXES = (
    "Each was carried out on a copy of the map, and checked again, before it is offered. All of them as "
    "calendar entries or as a sheet: --format ics, --format csv."
)
_NEVER = "Why anybody is absent, how active anybody is, and on maps no figure on a group under five."
_HOW = (("Severity", _SEVERITY), ("Times", _TIMES), ("Fixes", _FIXES), ("Never here", _NEVER))
