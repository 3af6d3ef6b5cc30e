"""What breaks the most of every rule when it is gone: people, cities, countries, entities and regions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from farflung.cli.answer import Answer
from farflung.cli.cover.lost import Losable
from farflung.cli.times import both, city, dated_text, hours_text, span_json, utc_short
from farflung.cli.words import count
from farflung.engine.coverage import Dependence, Ground, Grounds, Held, Outlook
from farflung.engine.time import Span, Zone

_HOUR = timedelta(hours=1)
_MOST = 6
_WIDTHS = (Ground.PERSON, Ground.CITY, Ground.ENTITY, Ground.COUNTRY, Ground.REGION)


@dataclass(slots=True)
class _Breaks:
    """What one loss breaks, rule by rule."""

    held: Held
    rules: list[tuple[Outlook, Dependence]] = field(default_factory=list)

    @property
    def hours(self) -> timedelta:
        return sum((loss.hours for _, loss in self.rules), timedelta())

    @property
    def nobody(self) -> timedelta:
        return sum((loss.holes for _, loss in self.rules), timedelta())

    @property
    def same(self) -> tuple[object, ...]:
        """Equal for what breaks the same because it is the same people: a city and its only inhabitant."""
        return tuple((id(outlook), frozenset(loss.people), loss.spans) for outlook, loss in self.rules)


def answer(
    found: Sequence[Outlook], grounds: Grounds, losable: Losable, window: Span, viewer: Zone | None
) -> Answer:
    """What breaks the most, by what is gone; what is the same people twice is told once, as the narrower.

    `viewer` is the zone of the reader, whose own time stands beside UTC.
    """
    every = _ranked(found, grounds)
    days = count(round(window.elapsed / timedelta(days=1)), "day")
    return Answer(
        "cover n-1",
        f"What breaks the most when it is gone, from {both(window.start, viewer)} for {days}",
        ("", "too few", "nobody", "first", *([city(viewer)] if viewer else ()), "rules"),
        list(_rows(_told_once(every), losable, viewer)),
        {"without": [_json(broken) for broken in every]},
        basis=(
            "only time that is fine today counts",
            "a place that is the same people as somebody or some place above it is left out",
        ),
    )


def _ranked(found: Sequence[Outlook], grounds: Grounds) -> list[_Breaks]:
    by_held: dict[Held, _Breaks] = {}
    for outlook in found:
        for loss in outlook.fragility(grounds):
            held = loss.ground, loss.name
            by_held.setdefault(held, _Breaks(held)).rules.append((outlook, loss))
    return sorted(by_held.values(), key=lambda b: (-b.hours, -b.nobody, _WIDTHS.index(b.held[0]), b.held[1]))


def _told_once(every: Sequence[_Breaks]) -> dict[Ground, list[_Breaks]]:
    """By ground, the narrowest first, without what is the same as something narrower."""
    known: set[object] = set()
    found: dict[Ground, list[_Breaks]] = {ground: [] for ground in _WIDTHS}
    for broken in sorted(every, key=lambda broken: _WIDTHS.index(broken.held[0])):
        if broken.same not in known:
            known.add(broken.same)
            found[broken.held[0]].append(broken)
    return found


def _rows(
    found: dict[Ground, list[_Breaks]], losable: Losable, viewer: Zone | None
) -> Iterator[tuple[str, ...]]:
    for ground, breaks in found.items():
        if breaks:
            more = f", {len(breaks) - _MOST} more in --json" if len(breaks) > _MOST else ""
            yield (f"One {ground}{more}",)
        yield from (_row(broken, losable, viewer) for broken in breaks[:_MOST])


def _row(broken: _Breaks, losable: Losable, viewer: Zone | None) -> tuple[str, ...]:
    names = tuple(outlook.rule.duty or outlook.name for outlook, _ in broken.rules)
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    first = min(loss.spans[0] for _, loss in broken.rules).start
    return (
        losable.label(broken.held),
        hours_text(broken.hours),
        hours_text(broken.nobody) if broken.nobody else "",
        utc_short(first),
        *([dated_text(first, viewer)] if viewer else ()),
        f"{names[0]}{more}",
    )


def _json(broken: _Breaks) -> dict[str, Any]:
    return {
        "ground": broken.held[0].value,
        "name": broken.held[1],
        "hours_below": broken.hours / _HOUR,
        "hours_nobody": broken.nobody / _HOUR,
        "rules": list(_rules(broken)),
    }


def _rules(broken: _Breaks) -> Iterator[dict[str, Any]]:
    for outlook, loss in broken.rules:
        yield {
            "rule": outlook.name,
            "people": list(loss.people),
            "hours_below": loss.hours / _HOUR,
            "hours_nobody": loss.holes / _HOUR,
            "spans": [span_json(span) for span in loss.spans],
        }
