"""A hundred thousand messages to a company of 5,000: posted, decided, and landed through a day.

Beside us, in the same run: a loop that decides them one by one, each in a transaction of its own, over a part
of them. The database is an embedded one in a temporary folder.
"""

from benchmarks.own_database import on_own_database


def main() -> None:
    """Runs it and prints rows of the table in docs/reference/benchmarks.md."""
    on_own_database("benchmarks.landed")


if __name__ == "__main__":
    main()
