"""`farflung cover repair`: what mends each hole, of every sort, each tried out, with its cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.cover.places import everywhere
from farflung.cli.cover.watched import Rules, watched
from farflung.cli.garbage import uncollected
from farflung.cli.progress import Progress
from farflung.cli.times import hours_text, own_text, points_text, span_json
from farflung.cli.words import count, people
from farflung.engine.coverage import (
    DAY_STARTS,
    NEW,
    NINE,
    Cost,
    Episode,
    Kind,
    Offer,
    Outlook,
    by_kind,
    when_text,
)
from farflung.engine.model import Place
from farflung.engine.time import Zone, total
from farflung.intake.inline import place_named
from farflung.rulepacks import load_packs

_HOUR = timedelta(hours=1)
_COSTS = (
    "cost: 1 an hour moved, 2 more outside own hours, burden points of the rule pack, 4 a person, 80 what "
    "somebody learns, 400 a hire"
)
_MOST_HOLES = 6


def command(
    arguments: options.Arguments,
    rule: Rules = None,
    hire_zone: Annotated[
        list[str] | None,
        typer.Option(
            "--hire-zone",
            metavar="ZONE",
            help="Where somebody could be hired: a city or a zone. Default: on every clock of the world.",
            show_default=False,
        ),
    ] = None,
    first: options.From = None,
    days: options.Days = 90,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """What mends each hole: a shift moved, two exchanged, a colleague who takes or learns it, a hire.

    Each was tried out before it is offered: what it closes, that it opens none, what it costs. Those that
    close all stand first, the cheapest of them at the head; the hire is the one that closes most of all that
    is short.
    """
    window = moments.window(first, days)
    with uncollected():
        company = inputs.company(arguments, window)
        atlas, reader = company.atlas, company.viewer(viewer)
        found = watched(atlas, window, rule)
        places = [place_named(text, atlas.zones) for text in hire_zone or ()]
        broken = [outlook for outlook in found if outlook.coverage.short]
        mended = []
        with Progress() as progress:
            for number, outlook in enumerate(broken):
                progress.say(f"repairs of {outlook.name}", number, len(broken))
                mended.append(_mended(outlook, places, None if as_json else _MOST_HOLES))
        answer = Answer(
            "cover repair",
            f"Repairs from {window.start:%Y-%m-%d} for {count(days, 'day')}",
            ("", "cost", ""),
            [row for each in mended for row in _rows(each, reader)] or [("", "", "Nothing is short.")],
            {"rules": [_json(each) for each in mended]},
            basis=(
                "each was tried out on the whole of the days looked at",
                _COSTS,
            ),
            notes=company.assumed(company.chosen(None)),
        )
        show(answer, atlas.zones, as_json=as_json, status=company.status)


@dataclass(frozen=True, slots=True)
class _Mended:
    """The holes of one rule, the longest first, or the most of them, each with its offers; and the hires."""

    outlook: Outlook
    holes: tuple[tuple[Episode, tuple[Offer, ...]], ...]
    hires: tuple[Offer, ...]


def _mended(outlook: Outlook, places: Sequence[Place], most: int | None) -> _Mended:
    offers = outlook.offers(load_packs().burden_points())
    where, starts = (places, DAY_STARTS) if places else (everywhere(outlook.atlas), (NINE,))
    holes = tuple((episode, offers.of(episode)) for episode in outlook.episodes[:most])
    return _Mended(outlook, holes, offers.hire(where, starts))


def _rows(mended: _Mended, viewer: Zone | None) -> Iterator[tuple[str, ...]]:
    yield (mended.outlook.name,)
    for episode, offers in mended.holes:
        short = f"only {episode.fewest}" if episode.fewest else "nobody"
        yield short, "", f"{_when(episode, viewer)}: {episode.cause.text}"
        kinds: dict[Kind, list[Offer]] = {}
        for offer in by_kind(offers):
            kinds.setdefault(offer.kind, []).append(offer)
        for alike in kinds.values():
            yield _row(alike[0], len(alike) - 1)
        if not kinds:
            yield "", "", "No shift to move and no colleague at work then closes enough of it."
    left = len(mended.outlook.episodes) - len(mended.holes)
    if left:
        yield "", "", f"{count(left, 'more cause')}; --json has all."
    if mended.hires:
        yield _row(mended.hires[0])


def _when(episode: Episode, viewer: Zone | None) -> str:
    """When it is; on the reader's own clock its first time, as what recurs may move with the clocks."""
    own = own_text(episode.parts[0].span, viewer)
    first = ", first" if own and len(episode.parts) > 1 else ""
    return f"{when_text(episode)}{first}{own}"


def _row(offer: Offer, more: int = 0) -> tuple[str, ...]:
    like = f"; and the like for {count(more, 'other time')}" if more else ""
    return (
        offer.kind.value,
        points_text(round(offer.cost.points)),
        f"{offer.action}: {offer.effect} ({_why(offer.cost)}){like}",
    )


def _why(cost: Cost) -> str:
    """What the cost is made of."""
    parts = [
        f"{hours_text(cost.moved)} moved" if cost.moved else "",
        f"{hours_text(cost.outside)} outside own hours" if cost.outside else "",
        f"burden {points_text(cost.unsocial)}" if cost.unsocial else "",
        people(cost.people),
        count(cost.learnt, "thing") + " to learn" if cost.learnt else "",
        "one to hire" if cost.hired else "",
    ]
    return ", ".join(filter(None, parts))


def _json(mended: _Mended) -> dict[str, Any]:
    return {
        "rule": mended.outlook.name,
        "implied": mended.outlook.implied,
        "short_hours": total(mended.outlook.coverage.short) / _HOUR,
        "holes": [_hole_json(*hole) for hole in mended.holes],
        "hires": [_offer_json(offer) for offer in mended.hires],
    }


def _hole_json(episode: Episode, offers: Sequence[Offer]) -> dict[str, Any]:
    return {
        "when": when_text(episode),
        "cause": episode.cause.text,
        "kind": episode.cause.kind.value,
        "hours": episode.hours / _HOUR,
        "spans": [span_json(span) for span in episode.spans],
        "offers": [_offer_json(offer) for offer in offers],
    }


def _offer_json(offer: Offer) -> dict[str, Any]:
    cost = offer.cost
    return {
        "kind": offer.kind.value,
        "action": offer.action,
        "effect": offer.effect,
        "people": [person for person in offer.people if person != NEW],
        "closes_hours": offer.closes / _HOUR,
        "closes_all": offer.whole,
        "opens": [span_json(span) for span in offer.trial.opened],
        "instead": [span_json(span) for span in offer.trial.shifted],
        "cost": {
            "points": round(cost.points, 2),
            "moved_hours": cost.moved / _HOUR,
            "outside_own_hours": cost.outside / _HOUR,
            "unsocial_points": round(cost.unsocial, 2),
            "people": cost.people,
            "to_learn": cost.learnt,
            "to_hire": cost.hired,
        },
    }
