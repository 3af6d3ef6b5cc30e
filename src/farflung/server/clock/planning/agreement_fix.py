"""Fixes of agreements: the rule that would be another one, and the text with it, for its writer to look at.

A text is its writer's, with comments and an order of its own. So the figures are put into the line where the
rule stands, and only where the text then says what the check proposes; else it is left as it is.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from farflung.engine.model import Agreement, Block, clock_text
from farflung.server.clock.planning.agreements import read

Kept = dict[str, Any]
AGREEMENT: Final = "agreement"
_MOST_LINES = 8
"""A rule is written on so few lines."""

_RANGE = re.compile(r"\b\d{1,2}(?::\d\d)?\s*[-–]\s*\d{1,2}(?::\d\d)?\b")
_LEAST = re.compile(r"(?<=\bat least )\d+\b|(?<=\bat_least: )\d+\b")
_WITHIN = re.compile(r"""(?<=\bwithin: )(?:"[^"\n]*"|'[^'\n]*'|[^\s#,}"'][^#,}\n]*?)(?=\s*(?:[#,}]|$))""")
_PATTERNS: Final = {"core_hours": _RANGE, "responses": _WITHIN}


def hours_written(hours: int) -> str:
    """A length in whole hours as it is written in an agreement."""
    return f"{hours} hours" if hours > 1 else f"{hours} hour"


def agreement_kept(before: Agreement, after: Agreement) -> Kept:
    """Which rule of it, by its line, becomes what; {} where more than one does, or another kind of rule."""
    hours = [
        (one, other)
        for one, other in zip(before.core_hours, after.core_hours, strict=False)
        if one.window != other.window
    ]
    cover = [
        (one, other)
        for one, other in zip(before.coverage, after.coverage, strict=False)
        if one.minimum != other.minimum
    ]
    kept: Kept = {"how": AGREEMENT, "named": before.name}
    if len(hours) == 1 and not cover and hours[0][0].source:
        ranges = {_written(block) for block in hours[0][1].window.blocks}
        if len(ranges) == 1:
            (written,) = ranges
            return kept | {"rule": "core_hours", "line": hours[0][0].source.line, "put": written}
    if len(cover) == 1 and not hours and cover[0][0].source:
        least = cover[0][1].minimum
        return kept | {"rule": "coverage", "line": cover[0][0].source.line, "put": str(least)}
    return kept


def with_fix(text: str, fix: Mapping[str, Any]) -> str:
    """The text of an agreement with what a fix proposes; the same text where that is not sure to fit."""
    line, put = fix.get("line"), fix.get("put")
    if not isinstance(line, int) or not isinstance(put, str):
        return text
    lines = text.split("\n")
    pattern = _PATTERNS.get(str(fix.get("rule")), _LEAST)
    for at in range(line - 1, min(line - 1 + _MOST_LINES, len(lines))):
        changed, count = pattern.subn(put, lines[at])
        if count:
            new = "\n".join((*lines[:at], changed, *lines[at + 1 :]))
            return new if _says(new, line, put) else text
    return text


def with_core_hour(team: str, fix: Mapping[str, Any]) -> str:
    """A new agreement of a team on an hour of each working day, in UTC as it was found."""
    at = datetime.fromisoformat(str(fix["at"]))
    until = at + timedelta(hours=1)
    # An hour that begins at 23:00 ends at 24:00; one that goes on past midnight ends on the next day.
    hours = f'"{at:%H:%M}-{"24:00" if f"{until:%H:%M}" == "00:00" else f"{until:%H:%M}"}"'
    name = json.dumps(f"{team}: core hours", ensure_ascii=False)
    return (
        f"agreement: {name}\n\ncore_hours:\n  - team: {json.dumps(team, ensure_ascii=False)}\n"
        f"    hours: {hours}\n    days: Mon-Fri\n    zone: UTC\n"
    )


def _says(text: str, line: int, put: str) -> bool:
    """Whether the rule on a line is read as what was put there."""
    found = read(text, team=None).agreement
    if found is None:
        return False
    core = (one for one in found.core_hours if one.source and one.source.line == line)
    cover = (one for one in found.coverage if one.source and one.source.line == line)
    said = [{_written(block) for block in one.window.blocks} for one in core]
    promised = (one for one in found.responses if one.source and one.source.line == line)
    lengths = (
        {hours_written(int(one.within / timedelta(hours=1)))} for one in promised if not one.working_hours
    )
    return {put} in [*said, *({str(one.minimum)} for one in cover), *lengths]


def _written(block: Block) -> str:
    return f"{clock_text(block.start)}-{clock_text(block.end)}"
