"""A part of the large example company: all of its countries and teams, a fifth of its people."""

import csv
import io
from collections.abc import Collection
from pathlib import Path

from farflung.example import write_company
from farflung.intake.given import Given

PERSON, BOSS, ADDRESS = "employee id", "manager id", "work email"
Row = dict[str, str]


def every_tenth(folder: Path) -> list[Given]:
    """The sheets of every tenth person, of somebody in each country, and of all managers above them."""
    files = {path.name: path for path in write_company(folder, "large")}
    people, teams, stays, absences = (
        list(csv.DictReader(io.StringIO(files[name].read_text(encoding="utf-8"))))
        for name in ("people.csv", "teams.csv", "stays.csv", "absences.csv")
    )
    some = _with_managers(people)
    addresses = {one[ADDRESS] for one in some}
    return [
        _sheet("people.csv", some),
        _sheet("teams.csv", [{**team, "lead": _known(team["lead"], addresses)} for team in teams]),
        _sheet("stays.csv", [stay for stay in stays if stay["person"] in addresses]),
        _sheet("absences.csv", [away for away in absences if away["person"] in addresses]),
    ]


def _with_managers(people: list[Row]) -> list[Row]:
    boss = {one[PERSON]: one[BOSS] for one in people}
    somebody = {one["country"]: one[PERSON] for one in people}
    wanted, new = set[str](), {one[PERSON] for one in people[::10]} | set(somebody.values())
    while new:
        wanted |= new
        new = {boss[key] for key in new if boss[key]} - wanted
    return [one for one in people if one[PERSON] in wanted]


def _known(address: str, addresses: Collection[str]) -> str:
    return address if address in addresses else ""


def _sheet(name: str, rows: list[Row]) -> Given:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return Given(name, out.getvalue().encode())
