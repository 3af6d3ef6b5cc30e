"""What kind of browser somebody signs in with, in two words: enough to know one's own by, and no more."""

import re
from typing import Final

_BROWSERS: Final = (
    ("Edge", r"Edg(?:e|A|iOS)?/"), ("Opera", r"OPR/"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"), ("Chrome", r"Chrome/|CriOS/"), ("Safari", r"Safari/"),
)  # fmt: skip
"""In this order: most say that they are the later ones as well."""

_SYSTEMS: Final = (
    ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Android", r"Android"), ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"), ("macOS", r"Mac OS X|Macintosh"), ("Linux", r"Linux"),
)  # fmt: skip


def device_of(agent: str) -> str:
    """ "Firefox, Windows"; "" for what is not known. No version: that would tell one person from another."""
    named = (
        next((name for name, sign in kind if re.search(sign, agent)), "") for kind in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(name for name in named if name)
