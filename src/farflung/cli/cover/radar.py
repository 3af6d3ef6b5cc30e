"""`farflung cover radar`: every rule ahead, day by day; each state's first time, and why."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, Row, show
from farflung.cli.cover import markets as markets_shown
from farflung.cli.cover.picture import MARKS, picture
from farflung.cli.cover.watched import Rules, watched
from farflung.cli.garbage import uncollected
from farflung.cli.times import hours_text, own_text, span_json
from farflung.cli.words import count
from farflung.engine.coverage import Alone, Episode, Outlook, Sighting, State, days_of, when_text
from farflung.engine.coverage.words import dated_text
from farflung.engine.time import Zone

_HOUR = timedelta(hours=1)
_SHORT_WORDS = {
    State.HOLE: "nobody",
    State.BELOW: "below",
    State.SINGLE: "single",
    State.THIN: "thin",
    State.OVER: "over",
}


def command(
    arguments: options.Arguments,
    rule: Rules = None,
    first: options.From = None,
    days: options.Days = 90,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """Coverage of every rule ahead: covered, thin, a single person or nobody, from when and why.

    The rules are those of agreements, of --rule, and what a rota promises by itself where no rule names its
    duty. What hangs on whom is told by `cover n-1`, what mends it by `cover repair`.
    """
    window = moments.window(first, days)
    with uncollected():
        company = inputs.company(arguments, window)
        found = watched(company.atlas, window, rule)
        answer = _answer(company, found, company.viewer(viewer))
        show(answer, company.atlas.zones, as_json=as_json, status=company.status)


def _answer(company: inputs.Company, found: Sequence[Outlook], viewer: Zone | None) -> Answer:
    window = found[0].coverage.window
    days, markets = days_of(window), markets_shown.promises(found)
    return Answer(
        "cover radar",
        f"Coverage from {window.start:%Y-%m-%d} for {count(len(days), 'day')}",
        ("", ""),
        [*_market_rows(markets), *(row for outlook in found for row in _rows(outlook, viewer))],
        {
            "days": [day.isoformat() for day in days],
            "rules": [_json(outlook) for outlook in found],
            "markets": [markets_shown.as_json(each) for each in markets],
        },
        basis=("shifts and working hours, less absences and public holidays",),
        notes=company.assumed(company.chosen(None)),
        picture=lambda width: picture(found, width),
    )


def _market_rows(markets: Sequence[markets_shown.Kept]) -> Iterator[Row]:
    if markets:
        yield ("Promises to markets",)
        yield from markets_shown.rows(markets)


def _rows(outlook: Outlook, viewer: Zone | None) -> Iterator[tuple[str, ...]]:
    yield (outlook.name,)
    yield "in all", _in_all(outlook)
    for seen in outlook.sightings:
        yield _SHORT_WORDS[seen.state], _seen(seen, viewer)


def _in_all(outlook: Outlook) -> str:
    coverage = outlook.coverage
    asked = f"{hours_text(coverage.demanded)} asked for"
    parts = [
        f"{hours_text(coverage.hours(state))} {word}"
        for state, (_, _, word) in reversed(MARKS.items())
        if coverage.hours(state)
    ]
    return f"{asked}: {', '.join(parts)}" if parts else asked


def _seen(seen: Sighting, viewer: Zone | None) -> str:
    first = f"{dated_text(seen.first)}{own_text(seen.first, viewer)}: {seen.cause}"
    if len(seen.spans) == 1:
        return first
    return f"{hours_text(seen.hours)} on {count(seen.days, 'day')}, first {first}"


def _json(outlook: Outlook) -> dict[str, Any]:
    rule, coverage = outlook.rule, outlook.coverage
    return {
        "rule": outlook.name,
        "implied": outlook.implied,
        "market": outlook.market.name if outlook.market else None,
        "minimum": rule.minimum,
        "maximum": rule.maximum,
        "duty": rule.duty,
        "team": rule.team,
        "hours": {
            "asked": coverage.demanded / _HOUR,
            **{state.value.replace(" ", "_"): coverage.hours(state) / _HOUR for state in State},
        },
        "days": [state.value if state else None for state in outlook.days],
        "seen": [_seen_json(seen) for seen in outlook.sightings],
        "levels": [
            {
                **span_json(level.span),
                "count": level.count,
                "people": list(level.people),
                "state": level.state.value,
            }
            for level in coverage.levels
        ],
        "episodes": [_episode_json(episode) for episode in outlook.episodes],
        "alone": [_alone_json(one) for one in outlook.alone],
    }


def _seen_json(seen: Sighting) -> dict[str, Any]:
    return {
        "state": seen.state.value,
        "as_planned": seen.as_planned,
        "first": span_json(seen.first),
        "cause": seen.cause,
        "days": seen.days,
        "hours": seen.hours / _HOUR,
    }


def _alone_json(one: Alone) -> dict[str, Any]:
    return {
        "person": one.person,
        "hours": one.hours / _HOUR,
        "spans": [span_json(span) for span in one.spans],
    }


def _episode_json(episode: Episode) -> dict[str, Any]:
    return {
        "when": when_text(episode),
        "cause": episode.cause.text,
        "kind": episode.cause.kind.value,
        "days": episode.days,
        "hours": episode.hours / _HOUR,
        "fewest": episode.fewest,
        "spans": [span_json(span) for span in episode.spans],
    }
