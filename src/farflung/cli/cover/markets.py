"""Markets on the command line: which one is asked about, and how the promise of each is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from farflung.cli.answer import Row
from farflung.cli.cover.places import everywhere
from farflung.cli.errors import UsageError
from farflung.cli.times import hours_text
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.names import either, near
from farflung.engine.coverage import Cell, Offer, Outlook, kept, rule_of, worst_cell
from farflung.engine.model import WEEKDAYS, CoverageRule, Market
from farflung.intake.gazetteer.fold import fold
from farflung.intake.languages import language_name
from farflung.rulepacks import load_packs

_HOUR = timedelta(hours=1)
_NEARLY_KEPT = 0.95
"""A promise kept so often is no reason to hire: other repairs are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose customer it is: a market's, or anybody's who needs some languages and licences."""

    rule: CoverageRule
    customer: str
    market: Market | None = None


def market_named(text: str, atlas: Atlas) -> Asked:
    """The market of that name; raises `UsageError` with those that are close, or all."""
    for market in atlas.markets:
        if fold(market.name) == fold(text):
            return Asked(rule_of(market), f"a customer of {market.name}", market)
    names = [market.name for market in atlas.markets]
    if not names:
        raise UsageError(
            "the files have no markets: give a file of them (docs/reference/markets.md), or --language and "
            "--licence",
            param_hint="--market",
        )
    close = near(text, names)
    hint = f"did you mean {either(close)}?" if close else f"the files name {either(names[:8])}"
    raise UsageError(f"no market is called {text!r}; {hint}", param_hint="--market")


def typed_market(languages: Sequence[str], licences: Sequence[str]) -> Asked:
    """Whoever speaks one of some languages and has all of some licences."""
    speaks = frozenset(map(language_name, languages))
    rule = CoverageRule("typed", speaks=speaks, skills=frozenset(licences))
    needs = [" or ".join(sorted(speaks)), *sorted(licences)]
    told = " and ".join(filter(None, needs))
    return Asked(rule, f"a customer who needs {told}" if told else "a customer")


@dataclass(frozen=True, slots=True)
class Kept:
    """How one market's promise is kept: its worst hours, and the hire that closes the most."""

    outlook: Outlook
    market: Market
    cell: Cell | None
    hire: Offer | None


def promises(found: Sequence[Outlook]) -> list[Kept]:
    """Each market among the outlooks, in the order of the files."""
    return [_kept(outlook, outlook.market) for outlook in found if outlook.market]


def _kept(outlook: Outlook, market: Market) -> Kept:
    cell = worst_cell(outlook.coverage, market, outlook.atlas.zones)
    if cell is None:
        return Kept(outlook, market, None, None)
    hires = outlook.offers(load_packs().burden_points()).hire(everywhere(outlook.atlas))
    return Kept(outlook, market, cell, next(iter(hires), None))


def rows(found: Sequence[Kept]) -> Iterator[Row]:
    """A line or two for each market."""
    for each in found:
        coverage, share = each.outlook.coverage, ""
        if each.market.share is not None:
            share = f", {each.market.share:.0%} of all customers"
        part = kept(coverage) / coverage.demanded if coverage.demanded else 1.0
        # Rounded down: 99.7 % kept is not all kept.
        hours = f"{hours_text(kept(coverage))} of {hours_text(coverage.demanded)}"
        met = f"{hours} kept ({int(part * 100)}%){share}"
        yield each.market.name, met
        if each.cell is not None:
            yield "", f"worst: {_cell_text(each.cell)} there, {hours_text(each.cell.unmet)} missed"
        if each.hire is not None and part < _NEARLY_KEPT:
            yield "", f"{each.hire.action}: {each.hire.effect}"


def _cell_text(cell: Cell) -> str:
    return f"{WEEKDAYS[cell.weekday]} {cell.first:02d}:00-{cell.last:02d}:00"


def as_json(each: Kept) -> dict[str, Any]:
    """The same as data."""
    coverage, cell, hire = each.outlook.coverage, each.cell, each.hire
    return {
        "market": each.market.name,
        "zone": each.market.zone,
        "share": each.market.share,
        "promised_hours": coverage.demanded / _HOUR,
        "kept_hours": kept(coverage) / _HOUR,
        "worst": {
            "weekday": cell.weekday,
            "from_hour": cell.first,
            "to_hour": cell.last,
            "promised_hours": cell.promised / _HOUR,
            "missed_hours": cell.unmet / _HOUR,
        }
        if cell
        else None,
        "hire": {"action": hire.action, "effect": hire.effect, "closes_hours": hire.closes / _HOUR}
        if hire
        else None,
    }
