"""The tree of the large company: departments, teams with a size, and the third of the world they sit in."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from farflung.example import tables
from farflung.example.chance import Chance

SMALLEST, LARGEST = 4, 40
TEAMS_TO_A_GROUP = 8
EXECUTIVE = "Executive Office"

# Where teams are hired: real companies start somewhere and follow their first people.
_BANDS = {"EMEA": 0.52, "Americas": 0.25, "APAC": 0.23}


@dataclass(frozen=True, slots=True)
class Department:
    """What the people of a department are called and know; `sun` teams are spread round the globe."""

    name: str
    head: str
    roles: tuple[str, ...]
    skills: tuple[str, ...]
    weight: float
    sun: bool
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """`band` is None where the team is spread on purpose. Teams with the same `group` share a group lead."""

    name: str
    department: Department
    size: int
    band: str | None
    group: int


def departments() -> tuple[Department, ...]:
    """The departments, in the order of the data."""
    return tuple(
        Department(
            known["name"],
            known["head"],
            tuple(known["roles"]),
            tuple(known["skills"]),
            known["weight"],
            known.get("sun", False),
            tuple(f"{area} {branch}" for area in known["areas"] for branch in known["branches"]),
        )
        for known in tables.tables("teams.toml")["department"]
    )


def teams(people: int, chance: Chance) -> tuple[Team, ...]:
    """Every team; the sizes add up to `people`."""
    named = [(department, name) for department in departments() for name in department.teams]
    sizes = _sizes([department.weight * _spread(chance) for department, _ in named], people)
    made = zip(named, sizes, _groups(), strict=True)
    return tuple(Team(name, dept, size, _band(dept, chance), group) for (dept, name), size, group in made)


def _groups() -> Iterator[int]:
    """The number of each team's group, counted through all departments."""
    first = 0
    for department in departments():
        yield from (first + number // TEAMS_TO_A_GROUP for number in range(len(department.teams)))
        first += -(-len(department.teams) // TEAMS_TO_A_GROUP)


def _spread(chance: Chance) -> float:
    """Sizes of teams are spread like products of chances: many small ones, few large ones."""
    return prod(0.5 + chance.below(1000) / 1000 for _ in range(4))


def _sizes(weights: list[float], people: int) -> list[int]:
    scale = people / sum(weights)
    sizes = [min(LARGEST, max(SMALLEST, round(weight * scale))) for weight in weights]
    position = 0
    while (missing := people - sum(sizes)) != 0:
        step = 1 if missing > 0 else -1
        if SMALLEST < sizes[position] < LARGEST:
            sizes[position] += step
        position = (position + 1) % len(sizes)
    return sizes


def _band(department: Department, chance: Chance) -> str | None:
    return None if department.sun else chance.weighted(_BANDS)
