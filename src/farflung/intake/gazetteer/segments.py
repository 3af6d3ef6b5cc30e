"""Cutting a cell into pieces that mean something: "Remote - Berlin", "San Jose, CA 95112", "London (UK)"."""

import re
from functools import lru_cache
from typing import Final

from farflung.intake.gazetteer.fold import fold, spell_flags
from farflung.intake.gazetteer.readings import Clue, Column, read
from farflung.intake.gazetteer.tables import Tables

_BREAK: Final = re.compile(r"[,;/|()\[\]{}•·→>:\n\t\r\f]+|\s[-–—]\s|[–—]|\sor\s")
_MOST_WORDS: Final = 7
_MOST_PIECES: Final = 8

# Words that say how somebody works, not where.
_ASIDE: Final = frozenset(
    "remote remotely hybrid onsite office offices hq headquarters headquarter wfh home based in from at "
    "near the of area metro metropolitan metroplex region greater central downtown city full time fully "
    "permanent employee contractor only first work working works location local team hub".split()
)
# Words that name no place, or half a continent.
NOWHERE: Final = frozenset(
    "anywhere everywhere worldwide world global globe distributed nomad nomadic travelling traveling "
    "various multiple tbd tba none unknown null nil earth internet online virtual emea apac amer amers "
    "americas latam anz dach mena nordics benelux uki europe asia africa oceania eu na".split()
)


@lru_cache(maxsize=4096)
def clues(text: str, column: Column, tables: Tables) -> tuple[Clue, ...]:
    """Return the pieces of a cell, left to right; one that means nothing is kept, without readings."""
    cell = spell_flags(text).strip()
    whole = read(cell, column, tables)
    if whole:
        return (Clue(cell, column, whole),)
    if is_aside(cell):
        return ()
    pieces = [piece.strip() for piece in _BREAK.split(cell) if piece.strip()][:_MOST_PIECES]
    found = [clue for piece in pieces for clue in _piece(piece, column, tables)]
    return tuple(dict.fromkeys(found))


def is_aside(text: str) -> bool:
    """Tell whether the words name no place at all: "Remote", "Worldwide", "EMEA"."""
    words = fold(text).replace("n a", "na").split()
    return all(word in _ASIDE or word in NOWHERE for word in words)


def _piece(text: str, column: Column, tables: Tables) -> list[Clue]:
    direct = read(text, column, tables)
    if direct:
        return [Clue(text, column, direct)]
    if is_aside(text):
        return []
    words = _trimmed(text)
    found = _words(words, column, tables) if words and len(words) <= _MOST_WORDS else None
    return found if found is not None else [Clue(text, column, ())]


def _trimmed(text: str) -> list[str]:
    """Return the words without post codes and without asides at either end."""
    words = [word for word in re.split(r"[\s\-]+", text) if word and not any(c.isdigit() for c in word)]
    while words and fold(words[0]) in _ASIDE | NOWHERE | {""}:
        words = words[1:]
    while words and fold(words[-1]) in _ASIDE | NOWHERE | {""}:
        words = words[:-1]
    return words


def _words(words: list[str], column: Column, tables: Tables) -> list[Clue] | None:
    """Return the words as one piece or cut where both sides mean something ("Austin TX"), else None."""
    whole = " ".join(words)
    direct = read(whole, column, tables)
    if direct:
        return [Clue(whole, column, direct)]
    for cut in range(len(words) - 1, 0, -1):
        tail = read(" ".join(words[cut:]), column, tables)
        head = _words(words[:cut], column, tables) if tail else None
        if head is not None:
            return [*head, Clue(" ".join(words[cut:]), column, tail)]
    return None
