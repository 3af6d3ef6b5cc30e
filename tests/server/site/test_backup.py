"""A site is backed up while it runs, and restored into an empty folder it is the same."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from farflung.example import write_company
from farflung.server.core.postgres import is_running, start
from tests.server.core.contents import contents
from tests.server.site.elsewhere import LOAD_DEMO, elsewhere
from tests.server.site.running import run, surroundings
from tests.server.site.visiting import Visitor

pytestmark = pytest.mark.slow

UNSEEN = ("hafiz", "andrea", "priya")
"""People of whom nothing but a page of this company knows: the bar of the demo does not name them."""

SHEETS = ("people.csv", "stays.csv", "absences.csv")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder for everything here; in `live` is a site with a company, in `kept` a backup of it."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-kept-"))
    (folder / "live").mkdir()
    files = [str(path) for path in write_company(folder / "files", "polaris") if path.name in SHEETS]
    elsewhere(folder / "live", LOAD_DEMO, *files)
    done = farflung("backup", str(folder / "kept"), data=folder / "live")
    assert done.returncode == 0, done.stderr
    assert not is_running(folder / "live")
    yield folder
    shutil.rmtree(folder)


def farflung(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "farflung", *words]
    env = surroundings(FARFLUNG_DATA=str(data), FARFLUNG_ADDRESS="127.0.0.1:0")
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=180, check=False)


def restored(place: Path, kept: str, into: str) -> Path:
    done = farflung("restore", str(place / kept), data=place / into)
    assert done.returncode == 0, done.stderr
    return place / into


def everything(data: Path) -> dict[str, list[str]]:
    embedded = start(data)
    try:
        return contents(embedded.url)
    finally:
        embedded.stop()


def test_restored_it_is_the_same_in_every_table(place: Path) -> None:
    before, after = everything(place / "live"), everything(restored(place, "kept", "same"))
    assert len(before["org_person"]) == 23
    assert len(before["core_auditentry"]) > 12
    assert before == after


def test_it_serves_the_same_company_and_is_backed_up_meanwhile(place: Path) -> None:
    data = restored(place, "kept", "served")
    site = run("serve", env=surroundings(FARFLUNG_DATA=str(data), FARFLUNG_ADDRESS="127.0.0.1:0"))
    visitor = Visitor(site.port)
    visitor.be("Camille")
    status, text = visitor.get("/company/people")
    assert status == 200
    assert [name for name in UNSEEN if f"{name}@polaris.example" not in text] == []
    backup = farflung("backup", str(place / "while-it-runs"), data=data)
    assert backup.returncode == 0, backup.stderr
    assert site.end() == 0
    again = everything(restored(place, "while-it-runs", "again"))
    assert again["org_person"] == everything(place / "live")["org_person"]


def test_a_place_that_is_not_empty_is_left_alone(place: Path) -> None:
    before = everything(place / "live")
    done = farflung("restore", str(place / "kept"), data=place / "live")
    assert done.returncode == 2
    assert "--data FOLDER" in done.stderr
    assert everything(place / "live") == before
