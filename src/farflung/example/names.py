"""Names as people write them, and the user names that computers make of them."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from farflung.example import tables
from farflung.example.chance import Chance

_NATIVE_SHARE = 0.12
_MOST_DRAWS = 12

# Letters that do not come apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i", "ə": "a", "œ": "oe"}
)


@dataclass(frozen=True, slots=True)
class _Kind:
    given: tuple[str, ...]
    family: tuple[str, ...]
    native: tuple[tuple[str, str], ...]
    family_first: bool


@cache
def _kind(name: str) -> _Kind:
    known = tables.tables("names.toml")[name]
    native = [pair.partition("=") for pair in known.get("native", "").split()]
    return _Kind(
        tuple(_spaced(word) for word in known["given"].split()),
        tuple(_spaced(word) for word in known["family"].split()),
        tuple((_spaced(written), user) for written, _, user in native),
        known.get("order") == "family",
    )


def _spaced(word: str) -> str:
    return word.replace("_", " ")


@cache
def user_part(name: str) -> str:
    """A name in the letters of an address: "Ana-Léa de Brún" is "analea.debrun" between given and family."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z]", "", plain)


@dataclass(slots=True)
class Register:
    """Gives out names. Nobody bears another's name as long as the lists last; user names are unique."""

    chance: Chance
    _names: set[str] = field(default_factory=set)
    _users: dict[str, int] = field(default_factory=dict)

    def enter(self, kinds: tuple[str, ...]) -> tuple[str, str]:
        """A name of one of the kinds, and a user name."""
        kind = _kind(self.chance.pick(kinds))
        name, user = self._drawn(kind)
        for _ in range(_MOST_DRAWS):
            if name not in self._names:
                break
            name, user = self._drawn(kind)
        self._names.add(name)
        number = self._users[user] = self._users.get(user, 0) + 1
        return name, user if number == 1 else f"{user}{number}"

    def _drawn(self, kind: _Kind) -> tuple[str, str]:
        if kind.native and self.chance.happens(_NATIVE_SHARE):
            return self.chance.pick(kind.native)
        given, family = self.chance.pick(kind.given), self.chance.pick(kind.family)
        written = f"{family} {given}" if kind.family_first else f"{given} {family}"
        return written, f"{user_part(given)}.{user_part(family)}"
