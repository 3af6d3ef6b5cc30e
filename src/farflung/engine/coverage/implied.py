"""What a roster promises by itself, where no agreement says anything about its duty.

Nobody plans a shift for nothing, and a relay whose shifts met all winter was meant to go on meeting. So a
duty without a rule is held to: somebody whenever a shift is planned; no gap between two shifts that met
until a clock changed; and, where the shifts cover nine tenths of the time, the rest as well.
Breaking a promise that nobody wrote down is a warning, never an error. The reasons are in
docs/decisions/0007-rosters-imply-rules.md.
"""

from collections.abc import Iterable, Iterator

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.holes import seams
from farflung.engine.coverage.levels import Coverage, held
from farflung.engine.coverage.roster import Roster, roster_of
from farflung.engine.coverage.stints import same_name
from farflung.engine.model import CoverageRule
from farflung.engine.time import Span, ZoneDatabase, clipped, merged, total

ROUND_THE_CLOCK = 0.9
"""From this share of the time on a duty counts as round the clock."""


def implied_rules(atlas: Atlas, others: Iterable[CoverageRule] = ()) -> Iterator[CoverageRule]:
    """A rule of one person for each duty that has shifts and no coverage rule, there or among `others`."""
    rules = [*others, *(rule for agreement in atlas.agreements for rule in agreement.coverage)]
    written = [rule.duty for rule in rules if rule.duty]
    seen: list[str] = []
    for name in dict.fromkeys(shift.duty for shift in atlas.shifts):
        if not any(same_name(name, duty) for duty in [*written, *seen]):
            seen.append(name)
            yield CoverageRule(f"{name}, as planned", duty=name)


def implied_levels(rule: CoverageRule, atlas: Atlas, window: Span) -> Coverage:
    """An implied rule held against its own roster."""
    roster = roster_of(atlas, rule, window)
    return held(roster, implied_demand(roster, window, atlas.zones), window)


def implied_demand(roster: Roster, window: Span, zones: ZoneDatabase) -> tuple[Span, ...]:
    """When the roster itself says that somebody is there."""
    stints = merged(stint.span for stint in roster.planned)
    if not stints:
        return ()
    inside = clipped(merged([*stints, *seams(roster.planned, zones)]), window)
    extent = clipped([Span(stints[0].start, stints[-1].end)], window)
    if total(inside) >= ROUND_THE_CLOCK * total(extent):
        return extent
    return inside
