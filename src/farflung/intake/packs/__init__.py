"""Starter agreements: three files to copy, and to try out on one's own company before adopting any.

They are read like every other agreement file; nothing in them is known to the code.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from farflung.engine.model import Agreement
from farflung.intake.agreement import read_agreement


@dataclass(frozen=True, slots=True)
class StarterPack:
    """A starter agreement: `name` as it is asked for, the file's text, and what it says."""

    name: str
    text: str
    agreement: Agreement

    @property
    def file(self) -> str:
        """What its rules name as their source."""
        return f"{self.name}.yaml"

    @property
    def summary(self) -> str:
        """The first sentence of the file: what it is for."""
        first = self.text.splitlines()[0].removeprefix("# Starter agreement:").strip()
        return first[:1].upper() + first[1:]


class UnknownPackError(LookupError):
    """No starter agreement is called that."""


@cache
def starter_packs() -> tuple[StarterPack, ...]:
    """The starter agreements, by name."""
    found = (entry for entry in files(__package__).iterdir() if entry.name.endswith(".yaml"))
    texts = {entry.name.removesuffix(".yaml"): entry.read_text(encoding="utf-8") for entry in found}
    return tuple(_pack(name, text) for name, text in sorted(texts.items()))


def starter_pack(name: str) -> StarterPack:
    """The starter agreement of that name; raises `UnknownPackError` with the names there are."""
    packs = {pack.name: pack for pack in starter_packs()}
    plain = name.strip().casefold().removesuffix(".yaml").replace("_", "-").replace("/", "-")
    if plain not in packs:
        near = get_close_matches(plain, packs, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(packs)}."
        raise UnknownPackError(f"no starter agreement is called {name!r}. {hint}")
    return packs[plain]


def _pack(name: str, text: str) -> StarterPack:
    agreement, problems = read_agreement(text, f"{name}.yaml")
    if agreement is None or problems:
        raise ValueError(f"the starter agreement {name} is broken: {'; '.join(map(str, problems))}")
    return StarterPack(name, text, agreement)
