"""The terminal report at every width, in colour and without, and against hostile text."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from farflung.engine.model import Place
from farflung.report import Asked, IntakeSummary, Trouble
from farflung.report.terminal import screen
from tests.report import example
from tests.report.large import large

ESCAPE = "\x1b"
BAD = "[bold]x[/bold] \x1b[2J\x07\u202e" + "w" * 300


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("viewer", ["Europe/Lisbon", "Asia/Kolkata", None])
def test_no_line_is_wider_than_asked_and_none_ends_in_blanks(width: int, viewer: str | None) -> None:
    lines = screen(example.summary(viewer=viewer), width).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert ESCAPE not in screen(example.summary(), 100)


def test_colour_adds_nothing_but_colour() -> None:
    plain, coloured = screen(example.summary(), 100), screen(example.summary(), 100, colour=True)
    assert ESCAPE in coloured
    assert [
        line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()
    ] == plain.splitlines()


def test_severity_is_a_word_and_a_shape() -> None:
    text = screen(example.summary(), 100)
    assert "◆ ERROR   Withdrawals: nobody is on duty" in text
    assert "▲ WARNING West sync" in text
    assert "● NOTE" in text


def test_the_worst_twelve_and_a_count_of_the_rest_by_kind() -> None:
    text = screen(example.summary(), 100)
    assert len(re.findall(r"^[◆▲●] ", text, flags=re.MULTILINE)) == 12
    assert "and 8 more findings: " in text
    assert "All of them: --format html" in " ".join(text.split())


def test_a_hundred_alike_do_not_hide_the_rest() -> None:
    text = screen(large(), 100)
    assert text.count("◆ ERROR   Withdrawals: nobody is on duty") == 4
    assert "West sync" in text
    assert "and 788 more findings" in text


def test_a_finding_says_why_when_who_and_what_to_do() -> None:
    text = " ".join(screen(example.summary(), 120).split())
    assert "why Warsaw puts its clocks forward" in text
    assert (
        "when Mon 29 Mar 2027 15:00–16:00 Lisbon, your time · 14:00–15:00 UTC · 11:00–12:00 São Paulo" in text
    )
    assert "who Kasia, Rafael" in text
    assert "fix Move the Warsaw shift to 09:00–17:00 Warsaw: closes 55 h in 55 days" in text
    assert "or Let the São Paulo shift start at 11:00" in text
    assert "who Mei-Ling, Andrea, Paolo, Liza +10" in text


def test_questions_and_problems_stand_at_the_end_and_the_last_line_explains_the_status() -> None:
    text = screen(example.summary(), 100)
    assert text.index("Worst first") < text.index("Questions for you (1)") < text.index("Could not be used")
    assert "people.csv:7 (timezone): no zone of that name. Read 'Europa/Paris'." in " ".join(text.split())
    assert text.splitlines()[-1].startswith("Exit status 1: 2 errors, and the command was asked to fail")


def test_the_ribbon_has_a_cell_for_each_half_hour_of_the_day() -> None:
    """Clocks go forward in Lisbon on 28 March 2027: 23 hours, 46 cells."""
    lines = screen(example.summary(()), 120).splitlines()
    cells = next(line for line in lines if line.startswith("Wei"))[27:].split()[0]
    assert len(cells) == 48
    assert cells.startswith("··██████████████████")  # 09:00–18:00 in Taipei is 01:00–10:00 in Lisbon
    assert next(line for line in lines if line.startswith("Wei")).endswith("own 09–18")


def test_hostile_text_moves_no_cursor() -> None:
    made = example.atlas()
    people = tuple(
        replace(p, name=f"{BAD}{n}", place=Place(p.place.zone, city=BAD)) for n, p in enumerate(made.people)
    )
    findings = [replace(f, title=f"{BAD}{n}", cause=BAD, basis=BAD) for n, f in enumerate(example.findings())]
    intake = IntakeSummary(
        problems=(Trouble(findings[0].severity, "x", BAD, BAD, BAD, 1, BAD, BAD),),
        questions=(Asked(BAD, (BAD,), ((BAD, 1),), BAD),),
    )
    text = screen(example.summary(findings, of=made.with_(people=people), intake=intake), 80)
    assert not set(text) & {ESCAPE, "\x07", "\u202e", "\r"}
    assert "[bold]x[/bold]" in text
    assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_nothing_found_is_said_plainly() -> None:
    assert "Nothing was found in the time looked at." in screen(example.summary(()), 80)


def test_wide_characters_are_counted_as_wide() -> None:
    findings = [replace(f, title="東京と大阪の引き継ぎ" * 9) for f in example.findings()]
    lines = screen(example.summary(findings), 80).splitlines()
    assert max(cell_len(line) for line in lines) <= 80
