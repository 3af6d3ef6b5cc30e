"""Fixes that somebody writes or plans: what the form that they lead to has filled in, beside the words.

Such a fix is a matter of agreement, so a check has no change of the map for it; what it proposes is read off
the rule that it speaks of, found again by where that stands in its text.
"""

from collections.abc import Iterator
from typing import Any, Final

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding, Fix
from farflung.engine.checks.who_pays_sessions import FAR_APART
from farflung.engine.model import Agreement, MeetingRules, ResponsePromise
from farflung.engine.said import Said
from farflung.server.clock.planning.agreement_fix import AGREEMENT, hours_written

Kept = dict[str, Any]
SESSIONS: Final = "sessions"
"""Several sessions in place of one: found for those who are to meet."""

_PROMISES: Final = frozenset({"contradiction.promise", "contradiction.no-shared-hour"})
_NO_HOUR: Final = "contradiction.no-meeting-hour"


def written_fix(atlas: Atlas, one: Finding, fix: Fix) -> Kept:
    """What leads a reader on from the fix of a finding; {} where the check proposes a change, or nothing."""
    if fix.change is not None:
        return {}
    if one.rule in _PROMISES:
        return _promised(atlas, one, fix)
    if one.rule == FAR_APART:
        return {"how": SESSIONS}
    if one.rule == _NO_HOUR:
        rules = next((rule for _, rule in _meetings(atlas) if rule.source == one.source), None)
        return {"how": SESSIONS} | ({} if rules is None else {"low": rules.earliest, "high": rules.latest})
    return {}


def _promised(atlas: Atlas, one: Finding, fix: Fix) -> Kept:
    """The promise that can be kept, in place of the one that cannot."""
    found = next((pair for pair in _promises(atlas) if pair[1].source == one.source), None)
    hours = fix.action.values.get("hours") if isinstance(fix.action, Said) else None
    if found is None or one.source is None or not isinstance(hours, int):
        return {}
    where = {"named": found[0].name, "rule": "responses", "line": one.source.line}
    return {"how": AGREEMENT, **where, "put": hours_written(hours)}


def _promises(atlas: Atlas) -> Iterator[tuple[Agreement, ResponsePromise]]:
    return ((one, rule) for one in atlas.agreements for rule in one.responses)


def _meetings(atlas: Atlas) -> Iterator[tuple[Agreement, MeetingRules]]:
    return ((one, rule) for one in atlas.agreements for rule in one.meetings)
