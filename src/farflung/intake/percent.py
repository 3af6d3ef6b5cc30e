"""Parts of a whole as people write them: `12 %`, `12.5%`, `37,5 %`."""

import re

_PERCENT = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*%$", re.ASCII)


def read_percent(text: str) -> float | None:
    """The part, 0.12 of `12 %`; None where the text is no figure with a percent sign."""
    found = _PERCENT.match(text.strip())
    return float(found[1].replace(",", ".")) / 100 if found else None
