"""Whether a text is a rota file, told without its schema, which takes long to load."""

import re
from typing import Final

_KEY: Final = re.compile(r"^[ \t]*[\"']?(?:rota|duties)[\"']?[ \t]*:", re.MULTILINE)
_TOP: Final = re.compile(r"^(?:rota|duties)[ \t]*:(?:\s|$)", re.MULTILINE)
_SAMPLE: Final = 65_536


def looks_like_rota_file(text: str) -> bool:
    """Whether a text has a top-level key that only a rota file has: `rota` or `duties`."""
    start = text.lstrip("\ufeff \t\r\n")[:_SAMPLE]
    if start.startswith("{"):
        return '"duties"' in start and _KEY.search(start.replace("{", "{\n", 1)) is not None
    return _TOP.search(start) is not None
