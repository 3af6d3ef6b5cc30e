"""Two processes find what one finds, and an error in the second is told as if it were in the first."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest

from farflung.cli import halves
from farflung.engine.atlas import Atlas
from farflung.engine.checks import Check, Finding, Question, registry, run
from farflung.engine.time import Span
from farflung.example import write_company
from farflung.intake import holidays_wanted
from farflung.intake.beside import when_asked
from farflung.intake.load import load
from farflung.rulepacks import load_packs
from tests.company import company

pytestmark = pytest.mark.skipif(not halves._can_fork(), reason="one core, or no safe fork here")

WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 5, 30, tzinfo=UTC))


def ask(atlas: Atlas) -> Question:
    return Question(atlas, WINDOW, load_packs())


def test_the_report_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "LARGE", 1)
    apart = halves.run_all(ask(company()), lambda *_: None)
    alone = run(ask(company()), registry.CHECKS)
    assert [f.fingerprint for f in apart.findings] == [f.fingerprint for f in alone.findings]
    assert alone.findings


def test_an_error_of_the_second_process_is_raised_in_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Question) -> Iterator[Finding]:
        raise ValueError("a broken check")

    aside = next(iter(halves._ASIDE))
    bad = Check(aside, "Broken", {}, broken)
    monkeypatch.setattr(halves, "LARGE", 1)
    monkeypatch.setattr(registry, "CHECKS", (bad,))
    with pytest.raises(ValueError, match="a broken check"):
        halves.run_all(ask(company()), lambda *_: None)


def test_files_are_read_the_same_in_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write_company(tmp_path, "polaris")
    monkeypatch.setattr(holidays_wanted, "_WORTH_IT", 1)
    assert halves.while_reading(files) is when_asked
    monkeypatch.setattr(halves, "LARGE_FILES", 1)
    beside = halves.while_reading(files)
    assert beside is not when_asked
    both, one = load(files, window=WINDOW, beside=beside), load(files, window=WINDOW)
    assert (both.problems, both.notes, both.files) == (one.problems, one.notes, one.files)
    assert both.atlas.holidays == one.atlas.holidays
    assert both.atlas.agreements == one.atlas.agreements
    assert both.atlas.people == one.atlas.people


def test_who_has_to_wait_does_something_else_first() -> None:
    def slow() -> int:
        sleep(0.5)
        return 7

    done: list[str] = []
    wait = halves.forked(slow, waiting=lambda: done.append("meanwhile"))
    assert not done
    assert wait() == 7
    assert done == ["meanwhile"]


def test_a_second_process_that_is_killed_is_told() -> None:
    wait: Callable[[], None] = halves.forked(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(RuntimeError, match="ended from outside: try again"):
        wait()


def test_ctrl_c_is_for_all_of_them_and_nobody_prints_a_traceback() -> None:
    program = (
        "import signal, sys, time; from farflung.cli import halves\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "wait = halves.forked(lambda: time.sleep(60))\n"
        "try:\n    time.sleep(0.3); print('go', flush=True); wait()\n"
        "except KeyboardInterrupt:\n    time.sleep(0.5); sys.exit(130)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "go\n"
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert (running.returncode, said) == (130, "")
