"""Zero and near-zero overlap of managers and reports; teams and teammates without a common hour."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.overlap_fix import core_hours, shift_for_pairs, shift_for_team
from farflung.engine.checks.phrases import length, names, people, places, who
from farflung.engine.checks.question import Check, Question
from farflung.engine.model import clock_text
from farflung.engine.overlap import PairOverlap, PlacePair, Sharing, TeamHours, apart, without_common_hour

_ZERO, _NEAR, _TEAM = "overlap.manager-zero", "overlap.manager-near-zero", "overlap.team"

_NEAR_MINUTES = 60
"""Less than an hour a day is near zero: one meeting, and the two are never at work together."""

_MOST_FIXES = 40
"""So many managers and so many teams get a simulated fix, the worst first."""


def find(question: Question) -> Iterator[Finding]:
    """Findings by manager, then by team."""
    sharing = Sharing(question.atlas, question.window)
    zero, near = _by_manager(question.atlas, sharing)
    ordered = sorted([*zero.values(), *near.values()], key=lambda pairs: -_missing(pairs))
    for number, pairs in enumerate(ordered):
        yield _manager(question.atlas, sharing, pairs, fixed=number < _MOST_FIXES)
    teams = sorted(_scattered(question.atlas, sharing), key=lambda team: -_lonely_pairs(team[2]))
    for number, (team, hours, lonely) in enumerate(teams):
        fix = shift_for_team(sharing, hours) if number < _MOST_FIXES else core_hours(sharing, hours)
        yield _team(question.atlas, team, hours, lonely, fix)


def _scattered(atlas: Atlas, sharing: Sharing) -> Iterator[tuple[str, TeamHours, tuple[PlacePair, ...]]]:
    """The teams without a common hour, with the pairs of theirs that share no time at all."""
    for team, members in atlas.members.items():
        hours = without_common_hour(sharing, [person for person in members if person in sharing])
        if hours is not None:
            yield team, hours, apart(sharing, hours.people)


def _lonely_pairs(pairs: Sequence[PlacePair]) -> int:
    return sum(pair.pairs for pair in pairs)


def _by_manager(
    atlas: Atlas, sharing: Sharing
) -> tuple[dict[str, list[PairOverlap]], dict[str, list[PairOverlap]]]:
    """The pairs of managers and reports without any overlap, and with little, by manager."""
    pairs = [(p.manager, p.id) for p in atlas.people if p.manager is not None and p.manager in sharing]
    zero: dict[str, list[PairOverlap]] = {}
    near: dict[str, list[PairOverlap]] = {}
    for pair in sharing.pairs(pairs, _NEAR_MINUTES):
        found = near if pair.weekly_minutes else zero
        found.setdefault(pair.first, []).append(pair)
    return zero, near


def _missing(pairs: Sequence[PairOverlap]) -> float:
    """Hours a week that are missing to an hour a day, over all pairs."""
    return sum(max(_NEAR_MINUTES * p.days - p.weekly_minutes, 0) / 60 for p in pairs)


def _manager(atlas: Atlas, sharing: Sharing, pairs: Sequence[PairOverlap], *, fixed: bool) -> Finding:
    none = pairs[0].weekly_minutes == 0
    boss, reports = atlas.person(pairs[0].first), tuple(pair.second for pair in pairs)
    share = "shares no working hour with" if none else "shares less than an hour a day with"
    whom = who(atlas, reports) if len(reports) <= 2 else f"{len(reports)} reports in {places(atlas, reports)}"
    fix = shift_for_pairs(sharing, pairs) if fixed else None
    return Finding(
        rule=_ZERO if none else _NEAR,
        severity=Severity.WARNING if none else Severity.NOTE,
        subject=boss.name,
        title=f"{boss.name} ({boss.place.label}) {share} {whom}",
        cause="because their working hours, each on their own clock, "
        + ("never meet" if none else "hardly meet"),
        basis=_basis(atlas, (boss.id, *reports)),
        who=(boss.id, *reports),
        evidence=tuple(_pair(atlas, pair) for pair in pairs[:20]),
        fixes=(fix,) if fix else (),
        source=boss.source,
        weight=_missing(pairs),
        tags=("overlap",),
    )


def _pair(atlas: Atlas, pair: PairOverlap) -> Evidence:
    report = atlas.person(pair.second)
    shared = (
        f"{length(timedelta(minutes=round(pair.daily_minutes)))} a day" if pair.weekly_minutes else "none"
    )
    return Evidence(f"{report.name} ({report.place.label})", f"shared time: {shared}", report.source)


def _team(atlas: Atlas, team: str, hours: TeamHours, pairs: tuple[PlacePair, ...], fix: Fix) -> Finding:
    lonely, everybody = _lonely_pairs(pairs), len(hours.people)
    start = clock_text(hours.best_start)
    best = Evidence(
        "the best hour",
        f"{start}-{clock_text(hours.best_start + 60)} UTC, {hours.best} of {everybody}; "
        f"without {names(atlas, hours.missing)}",
    )
    return Finding(
        rule=_TEAM,
        severity=Severity.WARNING if lonely else Severity.NOTE,
        subject=team,
        title=f"{team}: there is no hour in which all {people(everybody)} work, on any day" + _lonely(lonely),
        cause=f"because their days in {places(atlas, hours.people, 5)} do not meet in one hour",
        basis=_basis(atlas, hours.people),
        who=hours.people,
        evidence=(best, *(_place_pair(pair) for pair in pairs[:12])),
        fixes=(fix,),
        weight=float(lonely or everybody),
        tags=("overlap",),
    )


def _lonely(pairs: int) -> str:
    return (
        f"; {pairs} pair{'s' if pairs > 1 else ''} of teammates share no working time at all" if pairs else ""
    )


def _place_pair(pair: PlacePair) -> Evidence:
    return Evidence(
        f"{pair.first} and {pair.second}", f"{pair.pairs} pair{'s' if pair.pairs > 1 else ''}, nothing"
    )


def _basis(atlas: Atlas, ids: Sequence[str]) -> str:
    """Where the hours come from; assumed ones are said out loud."""
    assumed = sum(any(p.pattern.assumed for p in atlas.person(i).patterns) for i in ids)
    said = f"; hours of {people(assumed)} are assumed, no file gives them" if assumed else ""
    return f"weekly hours, holidays and leave left out{said}"


OVERLAP = Check(
    "overlap",
    "Who is never at work together",
    {
        _ZERO: "A manager and a report share no working hour in the whole window.",
        _NEAR: "A manager and a report share less than an hour a day.",
        _TEAM: "A team has no hour in which all its people work.",
    },
    find,
)
