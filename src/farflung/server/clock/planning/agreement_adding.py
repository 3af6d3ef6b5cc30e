"""A rule that was filled in becomes a part of an agreement's text, which stays its writer's in all else.

The text may have comments and an order of its own, so lines are put into it, and only where it then says what
it said before and the new rule besides.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from farflung.engine.model import Agreement
from farflung.server.clock.planning.agreements import read

_FIELDS = {"exceptions": "exemptions"}
"""Sections that a value calls otherwise."""


def with_rule(text: str, section: str, lines: Sequence[str], *, name: str) -> str | None:
    """The text with a rule of a section, its lines without their indent; None where that is not sure to fit.

    `name` is what an agreement is called of which there is no text yet.
    """
    begun = text if text.strip() else f"agreement: {json.dumps(name, ensure_ascii=False)}\n"
    new = _put(begun.rstrip("\n").split("\n"), section, lines)
    return new if new is not None and _is_more(begun, new, section) else None


def _put(text: list[str], section: str, lines: Sequence[str]) -> str | None:
    at = next((n for n, line in enumerate(text) if re.match(rf"{section}\s*:", line)), None)
    if at is None:
        return _joined([*text, "", f"{section}:", *_item(2, lines)])
    if not re.fullmatch(rf"{section}\s*:\s*(#.*)?", text[at]):
        return None  # all on one line
    end = next((n for n in range(at + 1, len(text)) if re.match(r"[^\s#-]", text[n])), len(text))
    while end > at + 1 and not _says(text[end - 1]):
        end -= 1  # comments and blank lines before the next section are about that
    block = text[at + 1 : end]
    first = next((n for n, line in enumerate(block) if _says(line)), None)
    if first is None:
        return None
    indent = len(block[first]) - len(block[first].lstrip())
    if not block[first].lstrip().startswith("-"):
        block = _listed(block, first, indent)
    return _joined([*text[: at + 1], *block, *_item(indent, lines), *text[end:]])


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _listed(block: list[str], first: int, indent: int) -> list[str]:
    """One rule alone as the first of a list."""
    moved = [f"  {line}" if line.strip() else line for line in block]
    moved[first] = f"{' ' * indent}- {block[first].lstrip()}"
    return moved


def _item(indent: int, lines: Sequence[str]) -> list[str]:
    margin = " " * indent
    return [f"{margin}{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(lines)]


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _is_more(text: str, new: str, section: str) -> bool:
    """Whether the new text says what the other one does, and one rule of that section besides."""
    before, after = read(text, team=None), read(new, team=None)
    if before.agreement is None or after.agreement is None or before.problems or after.problems:
        return False
    field = _FIELDS.get(section, section)
    old, whole = getattr(before.agreement, field), getattr(after.agreement, field)
    if len(whole) != len(old) + 1 or whole[:-1] != old:
        return False
    same: Agreement = replace(after.agreement, **{field: old})
    return same == before.agreement
