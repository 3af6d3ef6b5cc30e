"""Names close to a mistyped one: those that begin so, then those a letter or two away, and no others."""

import unicodedata
from collections.abc import Iterable, Sequence

_MOST = 3
_SHORTEST = 2


def near(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the names: first those whose words begin with the text's words, then close spellings."""
    wanted, known = _words(text), list(dict.fromkeys(names))
    letters = "".join(wanted)
    if len(letters) < _SHORTEST:
        return ()
    begun = [name for name in known if _begins(wanted, _words(name))]
    steps = {name: _steps(wanted, _words(name)) for name in known}
    close = sorted((far, name) for name, far in steps.items() if far <= _allowed(letters))
    return tuple(dict.fromkeys([*begun, *(name for _, name in close)]))[:_MOST]


def either(names: Sequence[str]) -> str:
    """ "Ana, Ben or Cem"."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _words(text: str) -> list[str]:
    """Words in lower case and without accents, as people type them who lack the keys."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return bare.replace("-", " ").split()


def _begins(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _steps(wanted: Sequence[str], words: Sequence[str]) -> int:
    """How far the text is from the whole name, or from one word of it where it is one word."""
    text = "".join(wanted)
    others = ["".join(words), *(words if len(wanted) == 1 else ())]
    alike = (distance(text, other, _allowed(text)) for other in others if _starts_alike(text, other))
    return min(alike, default=len(text))


def _starts_alike(one: str, other: str) -> bool:
    """A first letter is seldom wrong, but for being swapped with the second: Bob is no Rob."""
    return one[:1] == other[:1] or sorted(one[:2]) == sorted(other[:2])


def _allowed(text: str) -> int:
    """How many letters may be wrong: none of two, one of three to five, else two."""
    return 0 if len(text) < 3 else 1 if len(text) < 6 else 2


def distance(one: str, other: str, most: int) -> int:
    """How many letters to insert, drop, change or swap with a neighbour; `most + 1` where it is more.

    The optimal string alignment distance, given up as soon as no ending could bring it down to `most`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
