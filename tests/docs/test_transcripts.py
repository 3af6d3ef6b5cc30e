"""What the pages show is what the commands print today."""

from pathlib import Path

import pytest

from scripts.transcripts import GAP, Ran, Step, pages, run_page, untold
from tests.house.tree import name


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_command_prints_what_the_page_shows(page: Path) -> None:
    for ran in run_page(page.read_text(encoding="utf-8")):
        missed = untold(ran)
        assert missed is None, (
            f"{name(page)}, below `{ran.step.command}`: not printed there any more:\n{missed}\n"
            f"'python -m scripts.transcripts {name(page)}' writes it anew; it printed\n"
            + "\n".join(ran.printed)
        )


def test_a_page_is_held_to_order_beginning_and_end() -> None:
    printed = ("one", "two", "three", "Took 2.3 s.")
    assert untold(Ran(Step("x", ("one", GAP, "Took 0.1 s.")), printed)) is None
    assert untold(Ran(Step("x", ("one", GAP)), printed)) is None
    assert untold(Ran(Step("x", (GAP, "three", GAP)), printed)) is None
    assert untold(Ran(Step("x", ("two", GAP)), printed)) == "two"
    assert untold(Ran(Step("x", ("one", "two")), printed)) == "three\nTook 2.3 s."
    assert untold(Ran(Step("x", (GAP, "three", GAP, "two")), printed)) == "two"
