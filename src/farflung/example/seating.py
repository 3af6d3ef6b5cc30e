"""Puts people into teams: most sit in their team's third of the world, a part of them anywhere.

The share is set so that people sit as far from their managers as in a real company without offices: in the
team page of Sourcegraph's public handbook of April 2022 (Apache-2.0, 243 pairs) 41 % are within an hour of
their manager and 85 % within eight; here 42 % and 87 %.
"""

from collections.abc import Sequence

from farflung.example.chance import Chance
from farflung.example.places import Spot, census
from farflung.example.teams import Team

_AT_HOME = 0.72


def seated(teams: Sequence[Team], leaders: int, chance: Chance) -> list[Spot]:
    """A place for each of the `leaders`, then for the members of each team; every place is used up."""
    pools = _pools(chance)
    seats = [_taken(pools, None, chance) for _ in range(leaders)]
    by_team: dict[int, list[Spot]] = {}
    # Whoever is hired last finds only what is left, so let that be any team.
    for number in chance.shuffled(range(len(teams))):
        by_team[number] = [_seat(teams[number], pools, chance) for _ in range(teams[number].size)]
    return seats + [spot for number in range(len(teams)) for spot in by_team[number]]


def _seat(team: Team, pools: dict[str, list[Spot]], chance: Chance) -> Spot:
    return _taken(pools, team.band if chance.happens(_AT_HOME) else None, chance)


def _pools(chance: Chance) -> dict[str, list[Spot]]:
    pools: dict[str, list[Spot]] = {}
    for spot, people in census():
        pools.setdefault(spot.band, []).extend([spot] * people)
    return {band: chance.shuffled(spots) for band, spots in pools.items()}


def _taken(pools: dict[str, list[Spot]], band: str | None, chance: Chance) -> Spot:
    if band is None or not pools[band]:
        band = chance.weighted({name: float(len(spots)) for name, spots in pools.items()})
    return pools[band].pop()
