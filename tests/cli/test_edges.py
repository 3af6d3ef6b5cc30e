"""What is typed wrongly, points nowhere or is broken off ends in a readable line, never in a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.asking import farflung

PEOPLE = "name,city\nInes,Turin\nHana,Osaka\nLuis,Guadalajara\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("out", ["", "nowhere/report.html"])
def test_a_report_without_a_place_to_go_is_refused_before_the_work(people: Path, out: str) -> None:
    said = farflung("check", str(people), "--out", str(people.parent / out))
    assert said.status == 2
    assert "--out" in said.err
    assert "is a folder" in said.err or "does not exist" in said.err
    assert ".part" not in said.err


def test_what_the_system_refuses_is_said_in_words(people: Path) -> None:
    said = farflung("demo", "--out", str(people))
    assert said.status == 2
    assert "Errno" not in said.err
    assert "not a directory" in said.err


def test_a_pipe_is_written_into_and_stays_a_pipe(people: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "farflung", "check", str(people), "--out", str(pipe)]
    with subprocess.Popen([*words, "--format", "csv"], stderr=subprocess.DEVNULL):
        text = pipe.read_text(encoding="utf-8")
    assert text.startswith("finding,rule,")
    assert pipe.is_fifo()


@pytest.mark.parametrize("day", ["9999-12-01", "0001-01-01"])
def test_a_window_at_the_end_of_the_calendar_is_refused(people: Path, day: str) -> None:
    said = farflung("check", str(people), "--from", day)
    assert said.status == 2
    assert "out of reach" in said.err


def test_a_moment_at_the_end_of_the_calendar_is_refused() -> None:
    assert farflung("now", "Lisbon", "--at", "9999-12-31T23:00Z").status == 2


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_without_anybody_the_report_says_only_why(tmp_path: Path, name: str) -> None:
    said = farflung("check", str(tmp_path / name))
    assert said.status == 3
    assert "Nothing could be checked" in said.out
    assert "Nothing was found" not in said.out
    text = " ".join(said.out.split())
    assert text.index("the file") < text.index("error there is nobody")


def test_an_answers_file_that_is_not_there_is_missed_where_nobody_can_be_asked(people: Path) -> None:
    said = farflung("check", str(people), "--answers", str(people.parent / "answers.yaml"))
    assert said.status == 2
    assert "does not exist" in said.err


def test_the_help_names_what_a_verb_takes_in_no_words_of_python() -> None:
    for verb in ("check", "now", "when", "rotate", "sessions", "cover", "cover radar", "handovers"):
        help_ = farflung(*verb.split(), "--help").out
        assert "list[" not in help_
        assert "<int" not in help_
        assert "<str" not in help_


def test_the_list_of_verbs_ends_no_line_in_dots() -> None:
    assert "..." not in farflung("--help").out.partition("Commands:")[2]


@pytest.mark.parametrize("delay", [0.15, 0.6])
def test_ctrl_c_ends_it_without_a_traceback(people: Path, delay: float) -> None:
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from farflung.cli import entry; import time\n"
        "entry._main = lambda: time.sleep(30)\n"
        "try:\n    entry.main()\nexcept KeyboardInterrupt:\n    raise SystemExit(130)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as running:
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(delay)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=20)
    assert running.returncode in (130, -signal.SIGINT)
    assert "farflung/cli/main.py" not in err
