"""Pieces of the generated pages."""

from collections.abc import Iterable

MADE_BY = "<!-- Made by `make docs`: change the code, not this page. -->\n"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; a cell may hold any text."""
    columns = list(header)
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
