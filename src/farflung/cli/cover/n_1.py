"""`farflung cover n-1`: what falls below without somebody or some place, and who could step in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.cover import worst
from farflung.cli.cover.lost import Losable, grounds_of
from farflung.cli.cover.watched import Rules, watched
from farflung.cli.errors import UsageError
from farflung.cli.garbage import uncollected
from farflung.cli.times import both, hours_text, iso, own_text, span_json
from farflung.cli.words import listed, people, told
from farflung.engine.atlas import Atlas
from farflung.engine.coverage import Grounds, Held, Hit, Outlook, hits, take_text
from farflung.engine.coverage.words import dated_text, day_text, name_of
from farflung.engine.time import Span, Zone, intersection, packaged_zones, total

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_SOON, _AHEAD = 72, 90 * 24
_MOST = 12


def command(
    arguments: options.Arguments,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="NAME",
            help="A person, city, country, entity or region that is out; several are out at once. "
            "'region:São Paulo' says which is meant.",
            show_default=False,
        ),
    ] = None,
    hours: Annotated[
        int | None,
        typer.Option(
            "--hours",
            metavar="N",
            help="How many hours to look at. Default: 72 with --without, else 90 days.",
            min=1,
            max=731 * 24,
            show_default=False,
        ),
    ] = None,
    rule: Rules = None,
    at: options.At = "now",
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """What falls below its minimum without somebody or some place: when, how long, who could step in.

    Without --without it lists what breaks the most: people, cities, countries, entities, regions. A place
    takes along whoever is there then: who travels is lost with where they are.
    """
    start = moments.moment(at, packaged_zones())
    window = Span(start, start + timedelta(hours=hours or (_SOON if without else _AHEAD)))
    with uncollected():
        company = inputs.company(arguments, window)
        found = watched(company.atlas, window, rule)
        grounds = grounds_of(company.atlas, window.start.date())
        losable = Losable(company.atlas, grounds)
        zone = company.viewer(viewer)
        if without:
            named = [losable.named(text) for text in without]
            notes = told((*(remark for _, remark in named), *company.assumed(company.chosen(None))))
            case = _Case(found, grounds, losable, tuple(dict.fromkeys(held for held, _ in named)), zone)
            answer = case.answer(window, notes)
        else:
            answer = worst.answer(found, grounds, losable, window, zone)
        show(answer, company.atlas.zones, as_json=as_json, status=company.status)


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that is out at once."""

    found: Sequence[Outlook]
    grounds: Grounds
    losable: Losable
    lost: tuple[Held, ...]
    viewer: Zone | None

    @property
    def atlas(self) -> Atlas:
        return self.found[0].atlas

    def answer(self, window: Span, notes: Sequence[str]) -> Answer:
        away = self.grounds.away(self.lost, window)
        if not away:
            raise UsageError(f"nobody is there from {iso(window.start)} on: {self._names()}")
        by_coverage = {id(outlook.coverage): outlook for outlook in self.found}
        coverages = [outlook.coverage for outlook in self.found]
        found = [(by_coverage[id(hit.coverage)], hit) for hit in hits(coverages, self.atlas, away)]
        broken = {id(outlook) for outlook, _ in found}
        holds = [outlook.name for outlook in self.found if id(outlook) not in broken]
        stays = (f"Not touched: {listed(holds)}.",) if holds else ()
        hours = hours_text(window.elapsed)
        return Answer(
            "cover n-1",
            f"Without {self._names()} from {both(window.start, self.viewer)} for {hours}: "
            + (f"{_rules(len(found))} below the minimum" if found else "nothing falls below its minimum"),
            ("", ""),
            [row for outlook, hit in found for row in self._rows(outlook, hit)],
            {
                "from": iso(window.start),
                "hours": window.elapsed / _HOUR,
                "without": [
                    {"ground": g.value, "name": n, "people": self._out((g, n))} for g, n in self.lost
                ],
                "out": sorted(away),
                "rules": [_json(outlook, hit) for outlook, hit in found],
                "holds": holds,
            },
            basis=(
                "shifts and working hours, less absences and public holidays",
                "who could step in is at work then, free and rested, and asked for one duty only",
            ),
            notes=(*stays, *notes),
        )

    def _names(self) -> str:
        each = (f"{self.losable.label(held)} ({self._people(held)})" for held in self.lost)
        return listed(list(each))

    def _people(self, held: Held) -> str:
        ids = self._out(held)
        return held[0].value if held[0] == "person" else f"{held[0]}, {people(len(ids))}"

    def _out(self, held: Held) -> list[str]:
        return sorted(self.losable.people[held])

    def _rows(self, outlook: Outlook, hit: Hit) -> Iterator[tuple[str, ...]]:
        atlas, lost = self.atlas, hit.loss
        yield (f"{outlook.name}: {hours_text(lost.hours)}, without {_named(atlas, hit)}",)
        for span in lost.spans[:_MOST]:
            none = total(intersection([span], lost.nobody))
            word = (
                "nobody"
                if none == span.elapsed
                else "too few"
                if not none
                else f"nobody for {hours_text(none)}"
            )
            yield word, f"{self._when(span)} ({hours_text(span.elapsed)})"
            for stand_in in hit.helped.found:
                if stand_in.span.overlaps(span):
                    on = f"{day_text(stand_in.span.start.date())}: " if span.elapsed > _DAY else ""
                    yield "step in", f"{on}{take_text(stand_in.person, stand_in.span, atlas)}"
            for left in intersection(hit.helped.left, [span]):
                yield "nobody could", self._when(left)
        if len(lost.spans) > _MOST:
            yield "and", f"{len(lost.spans) - _MOST} more times; --json has all"

    def _when(self, span: Span) -> str:
        return f"{dated_text(span)}{own_text(span, self.viewer)}"


def _named(atlas: Atlas, hit: Hit) -> str:
    return listed([name_of(atlas, key) for key in hit.loss.gone])


def _rules(number: int) -> str:
    return "1 rule falls" if number == 1 else f"{number} rules fall"


def _json(outlook: Outlook, hit: Hit) -> dict[str, Any]:
    return {
        "rule": outlook.name,
        "implied": outlook.implied,
        "hours": hit.loss.hours / _HOUR,
        "below": [span_json(span) for span in hit.loss.below],
        "nobody": [span_json(span) for span in hit.loss.nobody],
        "gone": list(hit.loss.gone),
        "step_in": [{"person": one.person, **span_json(one.span)} for one in hit.helped.found],
        "nobody_could": [span_json(span) for span in hit.helped.left],
    }
