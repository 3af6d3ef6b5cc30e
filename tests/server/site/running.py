"""`farflung serve` as a person starts it, in a process of its own, and what one sees of it from outside."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

COVERAGE = ("COV_CORE_SOURCE", "COV_CORE_CONFIG", "COV_CORE_DATAFILE")
OWN = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE", *COVERAGE)


def surroundings(**variables: str) -> dict[str, str]:
    """The environment of a command, without what the tests' own process was told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FARFLUNG_")}
    return {**{name: value for name, value in kept.items() if name not in OWN}, **variables}


def eventually(true: Callable[[], Any], seconds: float = 60.0) -> Any:
    """Waits until it is so, and returns what made it so; fails after that time."""
    until = time.monotonic() + seconds
    while True:
        found = true()
        if found:
            return found
        assert time.monotonic() < until, f"not so after {seconds} s"
        time.sleep(0.02)


def processes() -> dict[int, tuple[int, str]]:
    """Every living process: its parent and its command."""
    told = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = (line.split(None, 3) for line in told.stdout.splitlines())
    return {
        int(row[0]): (int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")
    }


def below(pid: int) -> set[int]:
    """The children of a process, and theirs."""
    living = processes()
    found, new = set[int](), {pid}
    while new:
        new = {child for child, (parent, _) in living.items() if parent in new}
        found |= new
    return found


@dataclass
class Served:
    """A running command. `said` is what it printed, `logged` the lines of its log."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    logged: list[dict[str, Any]] = field(default_factory=list)
    readers: list[threading.Thread] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens."""
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", "\n".join(self.said))
        assert found, self.said
        return int(found.group(1))

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of a page; 0 where nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": "localhost", **headers})
            answer: HTTPResponse = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()

    def has_said(self, words: str) -> bool:
        """Whether a line with these words was printed."""
        return any(words in line for line in self.said)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Sends a signal and waits for the end; the status."""
        self.process.send_signal(number)
        status = self.process.wait(timeout=60)
        for reader in self.readers:
            reader.join(timeout=30)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        return status


def run(*words: str, env: Mapping[str, str], ready: str = "ready") -> Served:
    """Starts `farflung` with these words and waits until it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "farflung", *words],
        env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    served = Served(process)
    assert process.stdout is not None
    assert process.stderr is not None
    for target, lines in ((served.said.append, process.stdout), (_logs(served), process.stderr)):
        reader = threading.Thread(target=_read, args=(lines, target), daemon=True)
        reader.start()
        served.readers.append(reader)
    eventually(lambda: served.has_said(ready) or process.poll() is not None, 240)
    assert process.poll() is None, (served.said, served.logged)
    return served


def _read(lines: Any, target: Callable[[str], None]) -> None:
    for line in lines:
        target(line.rstrip("\n"))


def _logs(served: Served) -> Callable[[str], None]:
    def keep(line: str) -> None:
        try:
            served.logged.append(json.loads(line))
        except ValueError:
            served.logged.append({"event": line})

    return keep


def postmaster(data: Path) -> int:
    """The process of the embedded server of a folder."""
    return int((data / "postgres" / "postmaster.pid").read_text().split()[0])
