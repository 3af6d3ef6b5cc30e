"""`farflung rota check`: how even the hours of a plan are, whoever made it."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import ask, farflung

ROTA = """\
rota: weeks
from: 2027-05-03
weeks: 2
in: UTC
people: [A, B, C]
volunteers: [A, B, C]
duties:
  - duty: on call
    shifts: {name: week, begins: "00:00", length: 1 week, days: Mon, in: UTC, people: 1}
"""
PLAN = """\
duty,person,start,end,timezone
on call,A,2027-05-03T00:00Z,2027-05-10T00:00Z,UTC
on call,B,2027-05-10T00:00Z,2027-05-17T00:00Z,UTC
"""
WEEK = 168 * 60


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    people = "".join(f"{name},Lisbon\n" for name in "ABC")
    (tmp_path / "people.csv").write_text("name,city\n" + people, encoding="utf-8")
    (tmp_path / "plan.csv").write_text(PLAN, encoding="utf-8")


def checked(more: str) -> tuple[dict[str, Any], str]:
    """What is said of the plan, as data and on the terminal."""
    Path("rota.yaml").write_text(ROTA + more, encoding="utf-8")
    words = ("plan.csv", "rota.yaml", "people.csv")
    return ask("rota", "check", *words)["balance"], " ".join(farflung("rota", "check", *words).out.split())


@pytest.mark.parametrize(
    ("more", "shares", "told"),
    [
        ("", (0.5, 0.5, -1.0), "Hours are not balanced: from 0 min (C, -100%) to 168 h (A, +50%)"),
        ("shares: {person: C, share: 0}", (0, 0, None), "Hours are balanced: from 168 h (A, +0%)"),
        ("unavailable: {person: C, from: 2027-05-03, until: 2027-05-16}", (0, 0, None), "are balanced"),
        ("unavailable: {person: C, from: 2027-05-03, until: 2027-05-09}", (0.25, 0.25, -1), "(C, -100%)"),
        ("shares: {person: B, share: 0.5}", (0.25, 1.5, -1), "to 168 h (B, +150%)"),
        ("    eligible: {people: [A, B]}", (0, 0, None), "are balanced"),
    ],
)
def test_C07_who_has_nothing_of_what_they_should_is_told(
    more: str, shares: tuple[float | None, ...], told: str
) -> None:
    even, shown = checked(more + "\n")
    assert tuple(one["share"] for one in even["people"]) == shares
    assert even["balanced"] is (shares[2] is None)
    assert [(one["person"], one["minutes"]) for one in even["people"]] == [("A", WEEK), ("B", WEEK), ("C", 0)]
    assert told in shown
