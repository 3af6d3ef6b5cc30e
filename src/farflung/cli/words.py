"""Counts and lists as people write them."""

from collections.abc import Iterable, Sequence


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 person", "7 people"; the plural is `one` with an s where no other is given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def people(number: int) -> str:
    """ "1 person", "7 people"."""
    return count(number, "person", "people")


def listed(names: Sequence[str], most: int = 6) -> str:
    """ "Ana, Ben and Cem", "Ana, Ben and 4 more"."""
    shown, more = names[:most], len(names) - most
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def told(remarks: Iterable[str]) -> tuple[str, ...]:
    """Remarks, each once, without those that are empty."""
    return tuple(dict.fromkeys(filter(None, remarks)))
