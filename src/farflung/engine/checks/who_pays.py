"""Who always pays for a meeting: the burden of each series by zone area, and the rotation that shares it."""

from collections.abc import Iterator, Sequence

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.phrases import city, count, people, places, points, quoted, who
from farflung.engine.checks.question import Check, Question
from farflung.engine.checks.who_pays_basis import basis
from farflung.engine.checks.who_pays_company import COMPANY, company_wide
from farflung.engine.checks.who_pays_rotation import rotations
from farflung.engine.checks.who_pays_sessions import FAR_APART, too_far_apart
from farflung.engine.meetings import AreaBurden, SeriesLoads, loads
from farflung.engine.time import CivilTime, Span

_SERIES = "burden.same-people"

_HEAVY = 3.0
"""Points for one meeting from which it is a warning: late evening, early morning, night."""

_MOST_FIXES = 40
"""So many series get simulated rotations, the costliest first; any other can be asked about by itself."""

_LIGHT = 0.5
"""Points for one meeting up to which nobody is a victim: half an hour of an evening."""


def find(question: Question) -> Iterator[Finding]:
    """One finding for each series that costs the same people again and again, one for the company."""
    table = question.packs.burden_points()
    found = [loads(question.atlas, s, question.window, table) for s in question.atlas.meetings]
    costly = sorted((load for load in found if _victims(load)), key=lambda load: -load.total)
    for number, load in enumerate(costly):
        yield _finding(question, load, fixed=number < _MOST_FIXES)
    for load in found:
        yield from too_far_apart(question, load)
    yield from company_wide(question, found)


def _victims(load: SeriesLoads) -> tuple[AreaBurden, ...]:
    """The areas that carry nearly as much as the worst-off one, where that is more than a little."""
    if load.worst <= _LIGHT * len(load.occurrences):
        return ()
    return tuple(area for area in load.areas if area.points >= 0.75 * load.worst)


def _finding(question: Question, load: SeriesLoads, *, fixed: bool) -> Finding:
    victims = _victims(load)
    hit = tuple(person for area in victims for person in area.people)
    fixes = tuple(rotations(question, load)) if fixed else ()
    heavy = load.worst >= _HEAVY * len(load.occurrences)
    return Finding(
        rule=_SERIES,
        severity=Severity.WARNING if heavy else Severity.NOTE,
        subject=load.series.title,
        title=_title(question, load, victims, hit),
        cause=_cause(question, load, victims),
        basis=basis(question),
        who=hit,
        spans=tuple(Span(o.start, o.end) for o in load.occurrences),
        evidence=tuple(_evidence(question, area) for area in load.areas[:8]),
        fixes=fixes,
        source=load.series.source,
        weight=load.total,
        tags=("fairness",),
    )


def _title(question: Question, load: SeriesLoads, victims: Sequence[AreaBurden], hit: tuple[str, ...]) -> str:
    often = count(len(load.occurrences), "meeting")
    each = " each" if len(hit) > 1 else ""
    least = min(area.points for area in victims)
    amount = points(load.worst) if least == load.worst else f"{least:g} to {points(load.worst)}"
    whole = f"{quoted(load.series.title)} costs {who(question.atlas, hit)} {amount}{each} over {often}"
    paying = frozenset(hit)
    others = [cost for person, cost in load.by_person if person not in paying]
    if not others:
        return whole
    rest = "nobody else anything" if max(others) == 0 else f"anybody else at most {max(others):g}"
    return f"{whole}, {rest}"


def _cause(question: Question, load: SeriesLoads, victims: Sequence[AreaBurden]) -> str:
    zone = question.atlas.zones.zone(load.series.recurrence.zone)
    start = CivilTime.of(load.usual.start, zone)
    by_clock: dict[str, list[str]] = {}
    for area in victims:
        by_clock.setdefault(f"{area.shown.time:%H:%M}", []).extend(area.people)
    shown = [f"{clock} in {places(question.atlas, ids)}" for clock, ids in list(by_clock.items())[:3]]
    return f"because {start.time:%H:%M} {city(start.zone)} is {' and '.join(shown)}"


def _evidence(question: Question, area: AreaBurden) -> Evidence:
    where = places(question.atlas, area.people)
    each = " each" if len(area.people) > 1 else ""
    return Evidence(
        f"{where} ({people(len(area.people))})", f"{area.shown.time:%H:%M}, {points(area.points)}{each}"
    )


WHO_PAYS = Check(
    "who-pays",
    "Who always pays for the meetings",
    {
        _SERIES: "A series of meetings always costs the same people their evening, night or early morning.",
        FAR_APART: "People are so far apart that one session cannot reach all of them in their own day.",
        COMPANY: "A zone area carries much more of the burden of all meetings than of the attendance.",
    },
    find,
)
