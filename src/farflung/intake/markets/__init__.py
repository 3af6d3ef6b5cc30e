"""Markets in: what customers of each were promised, one YAML file, each market typed and located.

`read_markets` reads a file, `looks_like_markets` recognises one, `bound_markets` spells what they name as the
rotas and people files do.
"""

import re
from typing import Final

from farflung.engine.model import Market
from farflung.intake.markets.binding import bound_markets
from farflung.intake.problem import Problem

__all__ = ["bound_markets", "looks_like_markets", "read_markets"]

_KEY: Final = re.compile(r"^markets[ \t]*:(?:\s|$)", re.MULTILINE)
_SAMPLE: Final = 65_536


def looks_like_markets(text: str) -> bool:
    """Whether a text has the top-level key of markets."""
    return _KEY.search(text[:_SAMPLE]) is not None


def read_markets(text: str, file: str) -> tuple[tuple[Market, ...], list[Problem]]:
    """The markets and what is wrong in the file. Never raises.

    A market that cannot be read is left out and told; the others hold.
    """
    from farflung.intake.markets import reader  # its schema takes long to load, and most files need none

    return reader.read_markets(text, file)
