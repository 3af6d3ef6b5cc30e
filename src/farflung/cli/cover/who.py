"""`farflung cover who`: who can take a customer now or soon, and if nobody, who is the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, Row, show
from farflung.cli.cover.markets import Asked, market_named, typed_market
from farflung.cli.errors import UsageError
from farflung.cli.garbage import uncollected
from farflung.cli.times import (
    both,
    city,
    hours_text,
    iso,
    local_iso,
    range_text,
    span_json,
    utc_range,
    utc_short,
)
from farflung.cli.words import people as people_count
from farflung.engine.atlas import Atlas
from farflung.engine.coverage import NearMiss, Taker, demand, near_misses, next_taker, takers
from farflung.engine.coverage.words import name_of
from farflung.engine.time import Span, Zone, packaged_zones

_MOST_MISSES = 6
_LONGEST = timedelta(days=14)


def command(
    arguments: options.Arguments,
    market: Annotated[
        str | None,
        typer.Option("--market", metavar="NAME", help="A market of the files.", show_default=False),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language", metavar="NAME", help="Who speaks it; of several, one of them.", show_default=False
        ),
    ] = None,
    licence: Annotated[
        list[str] | None,
        typer.Option(
            "--licence",
            metavar="NAME",
            help="Who has it among their skills; all of several.",
            show_default=False,
        ),
    ] = None,
    at: options.At = "now",
    within: Annotated[
        str, typer.Option("--for", metavar="TIME", help="How far ahead is still good: 30m, 4h.")
    ] = "4h",
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """Who can take a customer now or in the next hours: at work or on the duty, with language and licence.

    The soonest stand first, with until when on their clock and yours. If there is nobody: who is the next,
    and what those lack who are at work. Nothing is said of why somebody is not.
    """
    start = moments.moment(at, packaged_zones())
    length = moments.length(within, "h")
    if not timedelta() < length <= _LONGEST:
        raise UsageError(f"{within!r}: look ahead by minutes or hours, at most 14 days", param_hint="--for")
    with uncollected():
        company = inputs.company(arguments, Span(start, start + _LONGEST))
        asked = market_named(market, company.atlas) if market else typed_market(language or (), licence or ())
        found = _found(asked, company.atlas, Span(start, start + length))
        notes = (*found.promise(), *company.assumed(company.chosen(None)))
        answer = found.answer(company.viewer(viewer), notes)
        show(answer, company.atlas.zones, as_json=as_json, status=company.status)


@dataclass(frozen=True, slots=True)
class _Found:
    """Who can in the window; where nobody can, who is next and who nearly could."""

    asked: Asked
    atlas: Atlas
    window: Span
    takers: tuple[Taker, ...]
    following: Taker | None
    misses: tuple[NearMiss, ...]

    def answer(self, reader: Zone | None, notes: Sequence[str]) -> Answer:
        number = people_count(len(self.takers)) if self.takers else "Nobody"
        ahead = f"or in the next {hours_text(self.window.elapsed)}"
        return Answer(
            "cover who",
            f"{number} can take {self.asked.customer} at {both(self.window.start, reader)} {ahead}",
            ("who", "", "their time", f"your time, {city(reader)}" if reader else ""),
            list(self._rows(reader)),
            self._json(),
            basis=(
                "shifts and working hours, less absences and public holidays",
                "skills and languages of the files",
            ),
            notes=notes,
        )

    def promise(self) -> Iterator[str]:
        """Whether the customer was promised somebody at that time."""
        market = self.asked.market
        if market is None or market.hours is None:
            return
        where = "inside" if self._promised() else "outside"
        hours = f"{market.hours} {market.zone}"
        yield f"{market.name} is promised somebody {hours}; the time asked about is {where} of that."

    def _promised(self) -> bool:
        rule, start = self.asked.rule, self.window.start
        return any(
            start in span
            for span in demand(rule, Span(start, start + timedelta(minutes=1)), self.atlas.zones)
        )

    def _rows(self, reader: Zone | None) -> Iterator[Row]:
        for taker in self.takers:
            yield self._row(taker, reader)
        if self.takers:
            return
        if self.following is not None:
            yield ("The next",)
            yield self._row(self.following, reader)
        if self.misses:
            yield ("At work in that time, but",)
        for miss in self.misses[:_MOST_MISSES]:
            lacks = f"has no {' and no '.join(miss.lacks)}" if miss.lacks else "is not on the duty"
            yield name_of(self.atlas, miss.person), lacks, self._own(miss.person, miss.span), ""
        if len(self.misses) > _MOST_MISSES:
            yield "", f"and {len(self.misses) - _MOST_MISSES} more", "", ""

    def _row(self, taker: Taker, reader: Zone | None) -> Row:
        start = self.window.start
        own = Span(max(taker.span.start, start), taker.span.end)
        until = _utc(own, start)
        yours = range_text(own, reader) if reader else ""
        return name_of(self.atlas, taker.person), until, self._own(taker.person, own), yours

    def _own(self, key: str, span: Span) -> str:
        place = self.atlas.where(self.atlas.person(key), span.start).place
        return f"{range_text(span, self.atlas.zones.zone(place.zone))} {place.label}"

    def _json(self) -> dict[str, Any]:
        market = self.asked.market
        return {
            "at": iso(self.window.start),
            "until": iso(self.window.end),
            "market": market.name if market else None,
            "promised": self._promised() if market else None,
            "takers": [self._taker_json(taker) for taker in self.takers],
            "next": self._taker_json(self.following) if self.following else None,
            "near_misses": [
                {"person": m.person, "lacks": list(m.lacks), "off_duty": m.off_duty, **span_json(m.span)}
                for m in self.misses
            ],
        }

    def _taker_json(self, taker: Taker) -> dict[str, Any]:
        zone = self.atlas.zones.zone(
            self.atlas.where(self.atlas.person(taker.person), taker.span.start).place.zone
        )
        return {
            "person": taker.person,
            "now": taker.span.start <= self.window.start,
            **span_json(taker.span),
            "own_until": local_iso(taker.span.end, zone),
        }


def _utc(span: Span, asked: datetime) -> str:
    """ "now until 17:00Z", "12:00-23:00Z"; with the date where it is another than that asked about."""
    if span.start == asked:
        same = span.end.date() == asked.date()
        return f"now until {span.end:%H:%M}Z" if same else f"now until {utc_short(span.end)}"
    within = span.start.date() == asked.date() == span.end.date()
    return f"{span.start:%H:%M}-{span.end:%H:%M}Z" if within else utc_range(span)


def _found(asked: Asked, atlas: Atlas, window: Span) -> _Found:
    found = takers(asked.rule, atlas, window)
    if found:
        return _Found(asked, atlas, window, found, None, ())
    following = next_taker(asked.rule, atlas, window.end)
    return _Found(asked, atlas, window, (), following, near_misses(asked.rule, atlas, window))
