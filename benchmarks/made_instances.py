"""Instances of the sizes of those published ones that are not at hand, shaped like the others.

``python -m benchmarks.made_instances FOLDER [NUMBER ...]`` writes ``Made13.txt`` and so on. Of the real ones
they have days, people and types; how demand lies to hours, how many wishes and days off somebody has, and
what contracts say, is drawn as it is in those that are here. A value is no value of a published instance.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

SIZES = {
    13: (28, 120, 18), 14: (42, 32, 4), 15: (42, 45, 6), 16: (56, 20, 3), 17: (56, 32, 4), 18: (84, 22, 3),
    19: (84, 40, 5), 21: (182, 100, 8), 23: (364, 100, 16), 24: (364, 150, 32),
}  # fmt: skip
"""Days, people, types of shift."""

HOURS = 480
LONG = 100
"""From so many days on the given instances want a tenth less than people may work."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What the given instances say of people, for 28 days: shifts, days in a row, days off, weekends."""

    share: float
    shifts: int
    most_days: int
    least_days: int
    least_off: int


CONTRACTS = (Contract(0.65, 18, 5, 2, 2), Contract(0.2, 18, 6, 2, 3), Contract(0.15, 10, 5, 1, 2))


def made(number: int) -> str:
    """The text of an instance, always the same for the same number."""
    days, people, types = SIZES[number]
    random = Random(number)
    names = _types(types)
    staff = [_person(random, index, days, names) for index in range(people)]
    lines = ["SECTION_HORIZON", str(days), "", "SECTION_SHIFTS"]
    lines += [f"{name},{HOURS},{'|'.join(other for other in names if other[0] in after)}"
              for name, after in names.items()]  # fmt: skip
    lines += ["", "SECTION_STAFF", *(text for _, text, _, _ in staff), "", "SECTION_DAYS_OFF"]
    off = {name: _off(random, days) for name, *_ in staff}
    lines += [f"{name},{','.join(map(str, taken))}" for name, taken in off.items()]
    for section, runs in (("ON", 1.8), ("OFF", 0.9)):
        lines += ["", f"SECTION_SHIFT_{section}_REQUESTS"]
        for name, _, may, _ in staff:
            lines += _requests(random, name, (days, runs * days / 28), may, set(off[name]))
    wanted = sum(shifts for *_, shifts in staff) / days * (1.0 if days < LONG else 0.9)
    lines += ["", "SECTION_COVER", *_cover(random, days, list(names), wanted)]
    return "\n".join(lines) + "\n"


def _off(random: Random, days: int) -> list[int]:
    """Two days in each four weeks, next to one another, so that whoever has them can still keep all rules."""
    return [
        first + n for four in range(0, days, 28) for first in [four + random.randrange(13)] for n in (0, 1)
    ]


def _types(count: int) -> dict[str, str]:
    """Types of shift and the first letters of those that may not follow them: early, day, late, night."""
    nights = 0 if count in (3, 6) else 1 if count < 20 else 2
    rest = count - nights
    sizes = {"a": (rest + 2) // 3, "d": (rest + 1) // 3, "p": rest // 3, "n": nights}
    return {f"{of}{n + 1}": before for of, before in (("a", ""), ("d", "a"), ("p", "ad"), ("n", "adp"))
            for n in range(sizes[of])}  # fmt: skip


def _person(random: Random, index: int, days: int, names: dict[str, str]) -> tuple[str, str, list[str], int]:
    """Id, line, the types that they may have, and how many shifts at most."""
    of = random.choices(CONTRACTS, [contract.share for contract in CONTRACTS])[0]
    most = round(of.shifts * days / 28)
    caps = {name: days if random.random() < 0.65 else 0 for name in names}
    for night in (name for name in names if name[0] == "n"):
        caps[night] = round(days / 28 * 4.5) if random.random() < 0.55 else 0
    if not any(caps[name] for name in names if name[0] != "n"):
        caps[random.choice([name for name in names if name[0] != "n"])] = days
    least = most * HOURS - 1080
    least_off = of.least_off if days < LONG else min(2, of.least_off)  # nobody has more in those given
    rules = f"{of.most_days},{of.least_days},{least_off},{days // 14}"
    name = f"P{index + 1}"
    line = (
        f"{name},{'|'.join(f'{kind}={most_}' for kind, most_ in caps.items())},{most * HOURS},{least},{rules}"
    )
    return name, line, [kind for kind, most_ in caps.items() if most_], most


def _requests(
    random: Random, name: str, spread: tuple[int, float], may: list[str], off: set[int]
) -> Iterator[str]:
    """Runs of one to five days of one type and weight."""
    days, runs = spread
    taken = set(off)
    for _ in range(round(runs + random.random() - 0.5)):
        first, length = random.randrange(days), random.randint(1, 5)
        kind, weight = random.choice(may), random.randint(1, 3)
        for day in range(first, min(days, first + length)):
            if day not in taken:
                taken.add(day)
                yield f"{name},{day},{kind},{weight}"


def _cover(random: Random, days: int, names: list[str], wanted: float) -> Iterator[str]:
    share = {name: random.uniform(0.5, 1.5) for name in names}
    whole = sum(share.values())
    for day in range(days):
        for name in names:
            mean = wanted * share[name] / whole
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
