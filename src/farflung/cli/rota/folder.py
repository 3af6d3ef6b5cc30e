"""A folder that a plan is written to, and written to again: what was of an earlier plan and is of none now.

A list in the folder says what we wrote, with its digest. A calendar of the list whose person or duty is no
longer planned is cancelled, not removed: whoever subscribes to it would else keep its events. What is not on
the list, or was changed since, is left as it is, and told.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from farflung.report.rota.ics_plan import cancelled
from farflung.report.write import write

LIST = ".farflung-written.json"
FOLDERS = ("people", "duties")
"""Where calendars are."""


class Written(BaseModel):
    """The list: paths in the folder, with the SHA-256 of what was written there."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    format: str = "farflung plan folder"
    version: int = 1
    files: dict[str, str] = {}


@dataclass(slots=True)
class Done:
    """What became of the files: paths as the folder has them."""

    written: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def fill(folder: Path, texts: Iterable[tuple[str, str]], made: datetime) -> Done:
    """Writes the texts by their paths, and cancels the calendars of ours that are not among them."""
    done, digests = Done(), dict[str, str]()
    before = _list(folder)
    for name, text in texts:
        _put(folder / name, text)
        digests[name] = _digest(text.encode())
        done.written.append(name)
    for name in _others(folder, digests):
        known = before.get(name)
        data = (folder / name).read_bytes()
        if known is None or known != _digest(data):
            done.left.append(name)
            continue
        text = cancelled(data.decode(), made)
        if text.encode() != data:
            write(folder / name, text)
            done.cancelled.append(name)
        digests[name] = _digest(text.encode())
    write(folder / LIST, json.dumps(Written(files=digests).model_dump(), ensure_ascii=False, indent=1) + "\n")
    return done


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text)


def _list(folder: Path) -> Mapping[str, str]:
    """What was written before; nothing where there is no list, or none that can be read."""
    try:
        return Written.model_validate_json((folder / LIST).read_bytes()).files
    except (OSError, ValidationError):
        return {}


def _others(folder: Path, now: Mapping[str, str]) -> Iterator[str]:
    """Calendars in the folder that are not of this plan."""
    for under in FOLDERS:
        for path in sorted((folder / under).glob("*.ics")):
            name = f"{under}/{path.name}"
            if name not in now and path.is_file():
                yield name


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
