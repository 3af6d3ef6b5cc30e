"""Runs `farflung` in this process, as the shell would, and reads what it says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any
from unittest.mock import patch

from farflung.cli.main import main


@dataclass(frozen=True, slots=True)
class Said:
    """Exit status, standard output and standard error of one run."""

    status: int
    out: str
    err: str


def farflung(*words: str) -> Said:
    """One run of the command."""
    with _captured() as (out, err):
        try:
            main(list(words))
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    return Said(status, out.getvalue(), err.getvalue())


def ask(*words: str) -> Any:
    """The `answer` of a single question, asked with --json; its status must be 0."""
    said = farflung(*words, "--json")
    assert said.status == 0, said.err
    return json.loads(said.out)["answer"]


@contextmanager
def _captured() -> Iterator[tuple[StringIO, StringIO]]:
    out, err = StringIO(), StringIO()
    with patch("sys.stdout", out), patch("sys.stderr", err):
        yield out, err
