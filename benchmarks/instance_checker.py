"""Checks a rota of a published staff-scheduling instance by the text of its file alone, and counts its cost.

It shares no code with the planner, nor with the reader of the instances beside it: what both would
misunderstand in the same way, nobody would see. A rota is a dict from a person's id to one entry for each
day, the type of shift or None.
"""

from dataclasses import dataclass, field
from pathlib import Path

Rota = dict[str, list[str | None]]


@dataclass
class Checked:
    """What a rota costs, its parts, and every hard rule that it breaks, in words."""

    cost: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def check(path: Path, rota: Rota) -> Checked:
    """Reads the file and goes through it section by section."""
    blocks = _blocks(path)
    horizon = int(blocks["HORIZON"][0])
    lengths, after = {}, {}
    for text in blocks["SHIFTS"]:
        cells = text.split(",")
        lengths[cells[0]] = int(cells[1])
        after[cells[0]] = set(cells[2].split("|")) - {""} if len(cells) > 2 else set()
    found = Checked()
    staff = [text.split(",") for text in blocks["STAFF"]]
    if sorted(rota) != sorted(row[0] for row in staff):
        found.broken.append("the rota is not of the people of the file")
        return found
    for row in staff:
        for problem in _person(row, rota[row[0]], horizon, lengths, after):
            found.broken.append(f"{row[0]}: {problem}")
    for text in blocks["DAYS_OFF"]:
        name, *days = text.split(",")
        found.broken += [f"{name}: works on day {day}, off" for day in days if rota[name][int(day)]]
    found.parts["on requests"] = _requests(blocks["SHIFT_ON_REQUESTS"], rota, broken_if=False)
    found.parts["off requests"] = _requests(blocks["SHIFT_OFF_REQUESTS"], rota, broken_if=True)
    found.parts["under"], found.parts["over"] = _cover(blocks["COVER"], rota)
    found.cost = sum(found.parts.values())
    return found


def _blocks(path: Path) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = {}
    now: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            text = raw.strip()
            if text.startswith("SECTION_"):
                now = blocks.setdefault(text[len("SECTION_") :], [])
            elif text and text[0] != "#":
                now.append(text)
    for name in ("DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER"):
        blocks.setdefault(name, [])
    return blocks


def _person(
    row: list[str], days: list[str | None], horizon: int, lengths: dict[str, int], after: dict[str, set[str]]
) -> list[str]:
    if len(days) != horizon or any(shift is not None and shift not in lengths for shift in days):
        return [f"{len(days)} days, or a type of shift that is not in the file"]
    most_minutes, least_minutes, most_row, least_row, least_off, weekends = (int(cell) for cell in row[2:8])
    found = []
    minutes = sum(lengths[shift] for shift in days if shift)
    if not least_minutes <= minutes <= most_minutes:
        found.append(f"{minutes} minutes, not {least_minutes} to {most_minutes}")
    for name, most in (part.split("=") for part in row[1].split("|")):
        if days.count(name) > int(most):
            found.append(f"{days.count(name)} shifts {name}, at most {most}")
    worked = sum(1 for week in range(horizon // 7 + 1) if any(days[week * 7 + 5 : week * 7 + 7]))
    if worked > weekends:
        found.append(f"{worked} weekends, at most {weekends}")
    return found + _follows(days, after) + _rows(days, most_row, least_row, least_off)


def _follows(days: list[str | None], after: dict[str, set[str]]) -> list[str]:
    return [
        f"{days[day]} on day {day} after {one}"
        for day in range(1, len(days))
        if (one := days[day - 1]) and days[day] in after[one]
    ]


def _rows(days: list[str | None], most_row: int, least_row: int, least_off: int) -> list[str]:
    found = []
    for first, last, works in _stretches(days):
        length, inner = last - first + 1, first > 0 and last < len(days) - 1
        if works and length > most_row:
            found.append(f"{length} days in a row from day {first}, at most {most_row}")
        if works and inner and length < least_row:
            found.append(f"{length} days in a row from day {first}, at least {least_row}")
        if not works and inner and length < least_off:
            found.append(f"{length} days off from day {first}, at least {least_off}")
    return found


def _stretches(days: list[str | None]) -> list[tuple[int, int, bool]]:
    found, first = [], 0
    for day in range(1, len(days) + 1):
        if day == len(days) or bool(days[day]) != bool(days[first]):
            found.append((first, day - 1, bool(days[first])))
            first = day
    return found


def _requests(lines: list[str], rota: Rota, broken_if: bool) -> int:
    total = 0
    for text in lines:
        name, day, shift, weight = text.split(",")
        if (rota[name][int(day)] == shift) is broken_if:
            total += int(weight)
    return total


def _cover(lines: list[str], rota: Rota) -> tuple[int, int]:
    under = over = 0
    for text in lines:
        day, shift, wanted, low, high = text.split(",")
        there = sum(1 for days in rota.values() if days[int(day)] == shift)
        under += max(0, int(wanted) - there) * int(low)
        over += max(0, there - int(wanted)) * int(high)
    return under, over
