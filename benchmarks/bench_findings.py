"""Findings of 5,000 people with 400 series: the first check, that of an hour, that of a series that changed.

Beside us, in the same run: the whole company checked for each team whose night it is, team by team; of one
team in each hour, times their number. The database is an embedded one in a temporary folder.
"""

from benchmarks.own_database import on_own_database


def main() -> None:
    """Runs it and prints rows of the table in docs/reference/benchmarks.md."""
    on_own_database("benchmarks.checked")


if __name__ == "__main__":
    main()
