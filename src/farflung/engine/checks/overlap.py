"""Zero and near-zero overlap of managers and reports; teams and teammates without a common hour."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.engine.atlas import Atlas, listed
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.overlap_fix import best_hour, core_hours, shift_for_pairs, shift_for_team
from farflung.engine.checks.phrases import length, names, people, places, someone, who
from farflung.engine.checks.question import Check, Question
from farflung.engine.overlap import PairOverlap, PlacePair, Sharing, TeamHours, apart, without_common_hour
from farflung.engine.said import Said, said, said_of
from farflung.engine.said_values import beside

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
        yield _team(sharing, team, hours, lonely, fix)


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
        cause=said("because their working hours, each on their own clock, never meet")
        if none
        else said("because their working hours, each on their own clock, hardly meet"),
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
    daily = length(timedelta(minutes=round(pair.daily_minutes)))
    some, none = said("shared time: {length} a day", length=daily), said("shared time: none")
    return Evidence(someone(atlas, report.id), some if pair.weekly_minutes else none, report.source)


def _team(sharing: Sharing, team: str, hours: TeamHours, pairs: tuple[PlacePair, ...], fix: Fix) -> Finding:
    atlas = sharing.atlas
    lonely, everybody = _lonely_pairs(pairs), len(hours.people)
    best = Evidence(
        said("the best hour"),
        said(
            "{hours}, {number} of {everybody}; without {people}",
            hours=best_hour(sharing, hours),
            number=hours.best,
            everybody=everybody,
            people=names(atlas, hours.missing),
        ),
    )
    return Finding(
        rule=_TEAM,
        severity=Severity.WARNING if lonely else Severity.NOTE,
        subject=team,
        title=f"{team}: there is no hour in which all {people(everybody)} work, on any day" + _lonely(lonely),
        cause=said(
            "because their days in {places} do not meet in one hour", places=places(atlas, hours.people, 5)
        ),
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
        listed([str(pair.first), str(pair.second)]),
        said_of("{count} pair, nothing", "{count} pairs, nothing", pair.pairs),
    )


def _basis(atlas: Atlas, ids: Sequence[str]) -> Said:
    """Where the hours come from; assumed ones are said out loud."""
    assumed = sum(any(p.pattern.assumed for p in atlas.person(i).patterns) for i in ids)
    out = said("weekly hours, holidays and leave left out")
    if not assumed:
        return out
    return beside(
        (out, said("hours of {people} are assumed, no file gives them", people=people(assumed))), by="; "
    )


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
