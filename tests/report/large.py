"""A report of 5,000 people with 800 findings, made from the cast: what must stay quick and small."""

import random
from dataclasses import replace
from datetime import date, time
from functools import cache

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding
from farflung.report import Summary
from tests.company import PEOPLE, holidays_of
from tests.report import example

_SIZE, _SERIES = 5000, 200


@cache
def large() -> Summary:
    """The report; the same every time."""
    chance = random.Random(5)
    people = tuple(
        replace(
            chance.choice(PEOPLE), id=f"p{n}", name=f"Person {n}", manager=None, teams=(f"Team {n % 300}",)
        )
        for n in range(_SIZE)
    )
    series = tuple(
        example.series(
            f"m{n}", f"Series {n}", date(2027, 3, 15 + n % 5), time(n % 24), people[n].place.zone,
            tuple(f"p{(n * 13 + k * 37) % _SIZE}" for k in range(12)),
        )
        for n in range(_SERIES)
    )  # fmt: skip
    atlas = Atlas(people, holidays=holidays_of(PEOPLE), meetings=series)
    return example.summary(_findings(), of=atlas)


def _findings() -> list[Finding]:
    many = [
        replace(
            finding, subject=f"{finding.subject} {n}", title=f"{finding.title} ({n})",
            who=tuple(f"p{(k * 7 + n) % _SIZE}" for k in range(3 + n)),
        )
        for n in range(40)
        for finding in example.findings()
    ]  # fmt: skip
    return sorted(many, key=lambda finding: finding.order)
