"""Readers of the two files that hold no rules: memberships and burden points."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from farflung.rulepacks.burden import DAY_MINUTES, BurdenBand, BurdenTable
from farflung.rulepacks.membership import Membership
from farflung.rulepacks.reader import read_url
from farflung.rulepacks.rule import Source
from farflung.rulepacks.table import Table


def read_memberships(file: PurePath, entries: Mapping[str, Any]) -> tuple[Membership, ...]:
    """Every membership of every group, in the file's order."""
    top = Table(file, "", dict(entries))
    found = tuple(m for group in top.tables("group") for m in _members(group))
    top.finish()
    return found


def _members(group: Table) -> tuple[Membership, ...]:
    name, source = group.text("id"), _source(group)
    found = []
    for row in group.tables("members"):
        since, until = row.day("since"), row.day_or_none("until")
        found.append(Membership(name, row.text("country"), since, until, source))
        row.finish()
        if until is not None and until < since:
            raise row.wrong("until", f"{until} is before since, {since}")
    group.finish()
    return tuple(found)


def read_burden(file: PurePath, entries: Mapping[str, Any]) -> BurdenTable:
    """The burden table; its bands must tile the day in order."""
    top = Table(file, "", dict(entries))
    source = _source(top)
    bands, reached = [], 0
    for row in top.tables("band"):
        start, end, points = (row.take(key, int) for key in ("from_hour", "to_hour", "points"))
        row.finish()
        if start * 60 != reached or end <= start:
            raise row.wrong("from_hour", f"bands must follow one another; expected {reached // 60}")
        bands.append(BurdenBand(start * 60, end * 60, points))
        reached = end * 60
    top.finish()
    if reached != DAY_MINUTES:
        raise top.wrong("band", f"the bands end at hour {reached // 60}, not at 24")
    return BurdenTable(tuple(bands), source)


def _source(table: Table) -> Source:
    url = read_url(table) if "url" in table.entries else table.text("url", "")
    return Source(name=table.text("source"), article=table.text("article", ""), url=url)
