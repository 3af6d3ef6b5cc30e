"""`kill -9` of web processes, workers and the database while people are edited and imported.

`FARFLUNG_FAULT_SEED` takes another seed; `--log-cli-level INFO` says who was killed.
"""

import logging
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from farflung.example import write_company
from tests.server.site.elsewhere import LOAD_DEMO, elsewhere
from tests.server.site.faulty import Killer, Work, asked, must_hold, taken_up_again
from tests.server.site.running import Served, eventually, run, surroundings
from tests.server.site.visiting import Visitor

SEED = int(os.environ.get("FARFLUNG_FAULT_SEED", "20270301"))
_log = logging.getLogger(__name__)
pytestmark = pytest.mark.slow


@pytest.fixture
def data() -> Iterator[Path]:
    """The folder of a site with the small company in it."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-faults-"))
    files = [path for path in write_company(folder / "files", "polaris") if path.name == "people.csv"]
    elsewhere(folder, LOAD_DEMO, *map(str, files))
    yield folder
    shutil.rmtree(folder)


@contextmanager
def serving(data: Path) -> Iterator[Served]:
    """The site, which ends well; where the test fails, it says what the site said, and ends too."""
    site = run("serve", env=surroundings(FARFLUNG_DATA=str(data), FARFLUNG_ADDRESS="127.0.0.1:0"))
    try:
        yield site
    except BaseException:
        _log.exception("the site said %s and logged %s", site.said[-40:], site.logged[-40:])
        site.end()
        raise
    assert site.end() == 0


def endure(data: Path, things: Sequence[str], victims: Sequence[str], share: float) -> list[str]:
    """Does things, and during that share of them a victim dies; then looks what is there. Who was killed."""
    with serving(data) as site:
        work, killed = _worked(site, data, things, victims, share)
        eventually(lambda: work.settle(data), 600)
        again = taken_up_again(data), len(work.failed)
        told = "seed %s, tried: %s, acknowledged: %s, killed: %s, imports taken up again: %s, failed: %s"
        _log.info(told, SEED, Counter(things), work.acknowledged, Counter(killed), *again)
        must_hold(data, work)
    with serving(data) as site:
        assert [line for line in site.said if "ended" in line or "starting" in line] == []
        must_hold(data, work)
    return killed


def _worked(
    site: Served, data: Path, things: Sequence[str], victims: Sequence[str], share: float
) -> tuple[Work, list[str]]:
    chance, visitor = random.Random(SEED), Visitor(site.port)
    visitor.be("Camille")
    ((person,),) = asked(data, "SELECT code::text FROM org_person WHERE name = 'Hafiz'")
    work, killer = Work(site, visitor, str(person)), Killer(site, data, chance)
    took = {thing: _seconds(work, thing, number) for number, thing in enumerate(("add", "edit", "bring"))}
    for number, thing in enumerate(things, 3):
        dies = chance.random() < share
        with killer.within(took[thing], victims) if dies else nullcontext():
            known = getattr(work, thing)(number)
        assert known or dies, f"{thing} {number} came to nothing, though nobody died meanwhile"
    return work, killer.killed


def _seconds(work: Work, thing: str, number: int) -> float:
    """How long something takes when nobody dies."""
    begun = time.monotonic()
    assert getattr(work, thing)(number)
    return time.monotonic() - begun


def test_what_was_acknowledged_survives_the_death_of_web_and_database(data: Path) -> None:
    things = ["add", "edit"] * 7 + ["bring"] * 2
    assert len(endure(data, things, ("database", "inner"), 0.6)) > 5


@pytest.mark.long
def test_two_hundred_imports_and_edits_survive_any_death(data: Path) -> None:
    chance = random.Random(SEED)
    things = [chance.choice(["add", "edit", "bring", "bring"]) for _ in range(200)]
    victims = ("database", "database", "inner", "inner", "web", "worker", "worker")
    assert len(endure(data, things, victims, 0.5)) > 60
