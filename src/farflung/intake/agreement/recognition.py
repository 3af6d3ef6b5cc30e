"""Whether a text is an agreement, told without the schema, which takes long to load."""

import re
from typing import Final

OWN_KEYS: Final = (
    "agreement", "coverage", "core_hours", "responses", "meetings", "shifts", "decisions", "messages",
)  # fmt: skip
"""The top-level keys by which an agreement is known; `leave` and `exceptions` other files have too."""

_OWN_KEY: Final = re.compile(rf"^(?:{'|'.join(OWN_KEYS)})[ \t]*:(?:\s|$)", re.MULTILINE)
_SAMPLE: Final = 65_536


def looks_like_agreement(text: str) -> bool:
    """Whether a text has a top-level key that only an agreement has."""
    return _OWN_KEY.search(text[:_SAMPLE]) is not None
