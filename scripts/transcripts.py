"""Commands on the pages, with what they print: read them, run them, write their output anew.

    python -m scripts.transcripts            # every page that has some
    python -m scripts.transcripts README.md  # one

On a page, a fence `console` holds commands after `$ ` and below each what it prints; a line `…` stands for
lines left out. A fence with a file's name after its language (`csv people.csv`) is that file. Commands
run in the order of the page, in one empty folder that has the project's `docs` and `tests` beside it.
Only `farflung`, `echo $?` and `cat FILE` can be used. A test compares; this writes.
"""

import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from farflung.cli.main import main as farflung

ROOT = Path(__file__).resolve().parents[1]
GAP = "…"
COLUMNS = "100"
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
_TOOK = re.compile(r"\bTook [\d.,]+ s\b")
_ALIKE = 0.6
"""How like its old self a line must be to be taken for the beginning of the same passage."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a page, and the lines that the page shows below it."""

    command: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """A step, and the lines that it printed when it was run now."""

    step: Step
    printed: tuple[str, ...]


def pages() -> list[Path]:
    """Every page of the README and the docs that shows a command with its output."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in found if "\n```console\n" in page.read_text(encoding="utf-8")]


def steps(console: str) -> list[Step]:
    """The commands of one fence."""
    made: list[tuple[str, list[str]]] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            made.append((line[2:], []))
        elif made:
            made[-1][1].append(line)
    return [Step(command, tuple(shown)) for command, shown in made]


def run_page(text: str) -> list[Ran]:
    """Runs every command of a page, in an empty folder, and gives what was printed."""
    ran: list[Ran] = []
    with TemporaryDirectory() as folder, chdir(folder), patch.dict(os.environ, {"COLUMNS": COLUMNS}):
        for neighbour in ("docs", "tests"):
            Path(neighbour).symlink_to(ROOT / neighbour)
        status = 0
        for language, name, body in _FENCE.findall(text):
            if name:
                Path(name).write_text(body, encoding="utf-8")
            for step in steps(body) if language == "console" else ():
                printed, status = _run(step.command, status)
                ran.append(Ran(step, _lines(printed)))
    return ran


def _run(command: str, status: int) -> tuple[str, int]:
    """What one command prints on both streams, and its exit status."""
    match shlex.split(command):
        case ["farflung", *words]:
            return _farflung(words)
        case ["echo", "$?"]:
            return f"{status}\n", 0
        case ["cat", name]:
            return Path(name).read_text(encoding="utf-8"), 0
    raise ValueError(f"a page can only show farflung, echo $? and cat FILE, not {command!r}")


def _farflung(words: Sequence[str]) -> tuple[str, int]:
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            farflung(list(words))
        except SystemExit as stop:
            return said.getvalue(), stop.code if isinstance(stop.code, int) else 0
    return said.getvalue(), 0


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.rstrip().splitlines())


def untold(ran: Ran) -> str | None:
    """The first passage of the page that the command did not print in its place; None where all is true."""
    at, printed = 0, [_timeless(line) for line in ran.printed]
    parts = list(_passages(ran.step.shown))
    for number, part in enumerate(parts):
        wanted = [_timeless(line) for line in part]
        starts = [at] if number == 0 else range(at, len(printed) - len(wanted) + 1)
        found = next((n for n in starts if printed[n : n + len(wanted)] == wanted), None)
        if found is None:
            return "\n".join(part)
        at = found + len(wanted)
    whole = not ran.step.shown or ran.step.shown[-1] != GAP
    return "\n".join(ran.printed[at:]) or None if whole else None


def _timeless(line: str) -> str:
    return _TOOK.sub("Took", line)


def _passages(shown: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The lines between the gaps; the first is empty where a gap comes first."""
    part: list[str] = []
    for line in shown:
        if line == GAP:
            yield tuple(part)
            part = []
        else:
            part.append(line.rstrip())
    if part or not shown:
        yield tuple(part)


def rewritten(text: str) -> str:
    """The page with today's output; passages between gaps keep their beginnings and lengths."""
    ran = iter(run_page(text))

    def fence(found: re.Match[str]) -> str:
        if found[1] != "console":
            return found[0]
        shown = [
            line
            for _ in steps(found[3])
            for one in (next(ran),)
            for line in (f"$ {one.step.command}", *_again(one))
        ]
        return "\n".join(["```console", *shown, "```"])

    return _FENCE.sub(fence, text)


def _again(ran: Ran) -> Iterator[str]:
    if GAP not in ran.step.shown:
        yield from ran.printed
        return
    at, parts = 0, list(_passages(ran.step.shown))
    for number, part in enumerate(parts):
        if part:
            at = _like(part[0], ran.printed, at)
            yield from ran.printed[at : at + len(part)]
            at += len(part)
        if number < len(parts) - 1 or ran.step.shown[-1] == GAP:
            yield GAP


def _like(line: str, printed: Sequence[str], start: int) -> int:
    """Where the passage that began with this line begins now."""
    if line in printed[start:]:
        return start + list(printed[start:]).index(line)
    likeness = [_likeness(line, other) for other in printed[start:]]
    if not likeness or max(likeness) < _ALIKE:
        raise LookupError(f"nothing printed is like {line!r} any more: mend the page by hand")
    return start + likeness.index(max(likeness))


def _likeness(line: str, other: str) -> float:
    """From 0 to 1; a line of few words is known by its beginning, as in `Found: 1 error`."""
    begun = line.split(" ")[0]
    alike = SequenceMatcher(None, line, other).ratio()
    return max(alike, _ALIKE) if len(begun) > 1 and other.startswith(begun) else alike


def main() -> None:
    """Writes the output on every page, or on the named ones, anew."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        text = page.read_text(encoding="utf-8")
        anew = rewritten(text)
        if _timeless(anew) != _timeless(text):  # how long a run took is no news
            page.write_text(anew, encoding="utf-8")
        print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
