"""Instances of the sizes of those published ones that are not at hand, shaped like the others.

``python -m benchmarks.made_instances FOLDER [NUMBER ...]`` writes ``Made13.txt`` and so on. Of the real ones
they have days, people and types; how demand lies to hours, how many wishes and days off somebody has, and
what contracts say, is drawn as it is in those that are here (8 to 12, 20 and 22), and what is wanted of
13, 14, 16 and 19 is set by bounds to where values of that order are the best.
A value is no value of a published instance.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Size:
    """Days, people and types of shift, and how much of what people may work is `wanted`."""

    days: int
    people: int
    types: int
    wanted: float


SIZES = {
    13: Size(28, 120, 18, 0.93), 14: Size(42, 32, 4, 0.97), 15: Size(42, 45, 6, 0.99),
    16: Size(56, 20, 3, 0.99), 17: Size(56, 32, 4, 0.99), 18: Size(84, 22, 3, 0.99),
    19: Size(84, 40, 5, 0.97), 21: Size(182, 100, 8, 0.92), 23: Size(364, 100, 16, 0.85),
    24: Size(364, 150, 32, 0.88),
}  # fmt: skip

HOURS = 480
LONG = 100
"""From so many days on what people may and must work lies closer together, nobody has to be off for three
days, and more days off are given: so it is in 20 and 22."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What the given instances say of people, for 28 days: shifts, days in a row, days off, weekends."""

    share: float
    shifts: int
    most_days: int
    least_days: int
    least_off: int
    weekends: int


CONTRACTS = (
    Contract(0.65, 18, 5, 2, 2, 2), Contract(0.2, 18, 6, 2, 3, 2), Contract(0.15, 10, 5, 1, 2, 3),
)  # fmt: skip


def made(number: int) -> str:
    """The text of an instance, always the same for the same number."""
    size, random = SIZES[number], Random(number)
    days, names = size.days, _types(size.types)
    staff = [_person(random, index, days, names) for index in range(size.people)]
    lines = ["SECTION_HORIZON", str(days), "", "SECTION_SHIFTS"]
    lines += [f"{name},{HOURS},{'|'.join(other for other in names if other[0] in after)}"
              for name, after in names.items()]  # fmt: skip
    lines += ["", "SECTION_STAFF", *(one.line for one in staff), "", "SECTION_DAYS_OFF"]
    off = {one.name: _off(random, days, one.least_off) for one in staff}
    lines += [f"{name},{','.join(map(str, taken))}" for name, taken in off.items()]
    for section, runs in (("ON", 1.65), ("OFF", 0.75)):
        lines += ["", f"SECTION_SHIFT_{section}_REQUESTS"]
        for one in staff:
            lines += _requests(random, one, (days, runs * days / 28), set(off[one.name]))
    wanted = size.wanted * sum(one.shifts for one in staff) / days
    lines += ["", "SECTION_COVER", *_cover(random, days, _shares(random, list(names), staff), wanted)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Person:
    """The name, the line, the types that they may have with how many of each, how many shifts at most,
    and how many days off in a row at least."""

    name: str
    line: str
    caps: dict[str, int]
    shifts: int
    least_off: int

    @property
    def may(self) -> list[str]:
        return [kind for kind, most in self.caps.items() if most]


def _off(random: Random, days: int, least_off: int) -> list[int]:
    """Two days in each four weeks, over a long time two or three, next to one another so that whoever has
    them can still keep all rules: a weekend of those who are off for three days at a time."""
    return [
        day
        for four in range(0, days, 28)
        for first in [four + (random.choice((5, 12)) if least_off > 2 else random.randrange(12))]
        for day in range(first, first + (2 if days < LONG else random.choice((2, 3, 3))))
    ]


def _types(count: int) -> dict[str, str]:
    """Types of shift and the first letters of those that may not follow them: early, day, late, night."""
    nights = 0 if count in (3, 6) else 1 if count < 20 else 2
    rest = count - nights
    sizes = {"a": (rest + 2) // 3, "d": (rest + 1) // 3, "p": rest // 3, "n": nights}
    return {f"{of}{n + 1}": before for of, before in (("a", ""), ("d", "a"), ("p", "ad"), ("n", "adp"))
            for n in range(sizes[of])}  # fmt: skip


def _person(random: Random, index: int, days: int, names: dict[str, str]) -> _Person:
    of = random.choices(CONTRACTS, [contract.share for contract in CONTRACTS])[0]
    most = round(of.shifts * days / 28)
    caps = {name: days if random.random() < 0.68 else 0 for name in names}
    for night in (name for name in names if name[0] == "n"):
        caps[night] = round(days / 28 * of.shifts / 4) if random.random() < 0.6 else 0
    if not any(caps[name] for name in names if name[0] != "n"):
        caps[random.choice([name for name in names if name[0] != "n"])] = days
    least = most * HOURS - (1080 if days < LONG else 1200)
    least_off = of.least_off if days < LONG else min(2, of.least_off)
    rules = f"{of.most_days},{of.least_days},{least_off},{of.weekends * days // 28}"
    name = f"P{index + 1}"
    may = "|".join(f"{kind}={cap}" for kind, cap in caps.items())
    return _Person(name, f"{name},{may},{most * HOURS},{least},{rules}", caps, most, least_off)


def _requests(random: Random, of: _Person, spread: tuple[int, float], off: set[int]) -> Iterator[str]:
    """Runs of one to five days of one type and weight."""
    days, runs = spread
    taken = set(off)
    for _ in range(round(runs + random.random() - 0.5)):
        length = random.randint(1, 5)
        first = random.randrange(days - length + 1)
        kind, weight = random.choice(of.may), random.randint(1, 3)
        for day in range(first, first + length):
            if day not in taken:
                taken.add(day)
                yield f"{of.name},{day},{kind},{weight}"


def _shares(random: Random, names: list[str], staff: list[_Person]) -> dict[str, float]:
    """What part of all that is wanted each type is: of nights, less than people may have."""
    share = {name: random.uniform(0.7, 1.3) for name in names}
    whole, shifts = sum(share.values()), sum(one.shifts for one in staff)
    for night in (name for name in names if name[0] == "n"):
        most = sum(one.caps[night] for one in staff) / shifts * whole
        share[night] = min(share[night], 0.9 * most)
    whole = sum(share.values())
    return {name: part / whole for name, part in share.items()}


def _cover(random: Random, days: int, shares: dict[str, float], wanted: float) -> Iterator[str]:
    for day in range(days):
        for name, share in shares.items():
            mean = wanted * share
            people = max(0, round(random.gauss(mean, min(1.1, 0.35 * mean + 0.3))))
            yield f"{day},{name},{people},100,1"


def write(folder: Path, numbers: list[int]) -> list[Path]:
    """Writes instances into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        paths.append(folder / f"Made{number}.txt")
        paths[-1].write_text(made(number), encoding="utf-8")
    return paths


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]), [int(one) for one in sys.argv[2:]] or list(SIZES)):
        print(path)
