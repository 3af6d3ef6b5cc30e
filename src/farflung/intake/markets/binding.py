"""Spells what markets name as the other files do: languages, duties and teams by their known names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from farflung.engine.model import Market
from farflung.engine.said import said
from farflung.intake.gazetteer.fold import fold
from farflung.intake.languages import language_name
from farflung.intake.notebook import Notebook


def bound_markets(
    markets: Iterable[Market], duties: Sequence[str], teams: Sequence[str], notebook: Notebook
) -> tuple[Market, ...]:
    """The markets, each of whose duty or team the files know; one of neither is told and left out."""
    by_duty, by_team = ({fold(name): name for name in names} for names in (duties, teams))
    found: dict[str, Market] = {}
    for market in markets:
        duty, team = (
            names.get(fold(word)) if word else None
            for word, names in ((market.duty, by_duty), (market.team, by_team))
        )
        if (market.duty and not duty) or (market.team and not team):
            _tell_unknown(market, duties if market.duty else teams, notebook)
        elif fold(market.name) in found:
            _tell_twice(market, notebook)
        else:
            found[fold(market.name)] = replace(
                market,
                duty=duty,
                team=team,
                languages=frozenset(map(language_name, market.languages)),
                speaks=frozenset(map(language_name, market.speaks)),
            )
    return tuple(found.values())


def _tell_unknown(market: Market, known: Sequence[str], notebook: Notebook) -> None:
    notebook.error(
        "market-unknown",
        market.source.file if market.source else "",
        said(
            "{word!r} is no duty or team of the files; the market {market} is left out.",
            word=str(market.duty or market.team),
            market=market.name,
        ),
        said("The files name {names}.", names=tuple(known[:8]))
        if known
        else said("Write it as the rota or the people file does."),
        line=market.source.line if market.source else None,
        read=market.duty or market.team,
    )


def _tell_twice(market: Market, notebook: Notebook) -> None:
    notebook.error(
        "market-twice",
        market.source.file if market.source else "",
        said("a second market is called {name}; the first is kept.", name=market.name),
        said("Give each a name of its own."),
        line=market.source.line if market.source else None,
        read=market.name,
    )
