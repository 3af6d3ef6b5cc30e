"""Headings of columns as keys: case, accents, spaces, underscores and decoration do not count."""

import re
from functools import lru_cache
from typing import Final

from farflung.intake.gazetteer.fold import fold

# `timezone_imputed`, `first_name (required)`: said about the column, not part of its name.
_SAID_ABOUT: Final = ("imputed", "required", "optional")
_BRACKETS: Final = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """`Time_Zone`, `time zone` and `TimeZone (required)` are all `timezone`."""
    bare = _BRACKETS.sub(" ", text.replace("#", " number "))
    words = [word for word in fold(bare or text).split() if word]
    while len(words) > 1 and words[-1] in _SAID_ABOUT:
        words.pop()
    return "".join(words)


def in_brackets(text: str) -> str:
    """What a heading says in brackets: `hours (UTC)` gives `UTC`."""
    match = _BRACKETS.search(text)
    return (match[1] or match[2] or "").strip() if match else ""
