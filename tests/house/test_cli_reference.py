"""The page of the command line says what ``--help`` says."""

from typing import Annotated

import pytest
import typer

from scripts.cli_reference import command_line


def find(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="People | rotas.", show_default=False)
    ],
    days: Annotated[int, typer.Option("--days", help="How far to look.")] = 90,
) -> None:
    """Finds what is broken.

    Worst
    first.
    """


def other() -> None:
    """Does something else."""


@pytest.fixture
def page() -> str:
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name="find")(find)
    app.command(name="other")(other)
    app.command(name="secret", hidden=True)(other)
    return command_line(app, "polaris")


def test_each_verb_has_a_heading_and_its_words(page: str) -> None:
    assert "## `polaris find`\n\nFinds what is broken.\n\nWorst first.\n" in page
    assert "## `polaris other`\n" in page


def test_each_option_has_its_default_and_each_argument_its_metavar(page: str) -> None:
    assert "How far to look.  [default: 90]".replace("  ", " ") in page
    assert "| `FILE...` | People \\| rotas." in page


def test_what_is_hidden_stays_out(page: str) -> None:
    assert "secret" not in page
    assert "--help" not in page
