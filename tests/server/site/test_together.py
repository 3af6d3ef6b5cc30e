"""Two web processes and three workers on one database: a job is done once, a change shows on both."""

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from farflung.example import write_company
from farflung.server.core.postgres import is_running, start
from tests.server.site.elsewhere import LOAD_DEMO, elsewhere
from tests.server.site.running import Served, eventually, run, surroundings
from tests.server.site.visiting import Visitor

pytestmark = pytest.mark.slow

ENQUEUE = """
from django.db import transaction
from farflung.server.core.jobs import sweep
from procrastinate.contrib.django.models import ProcrastinateJob
with transaction.atomic():
    for number in range(int(sys.argv[1])):
        sweep.enqueue(timestamp=number)
    print(list(ProcrastinateJob.objects.order_by("-id").values_list("id", flat=True)[: int(sys.argv[1])]))
"""
RENAME = """
from farflung.server.core.models import Account
from farflung.server.org import actions
from farflung.server.org.models import Person
actions.change_person(
    person=Person.objects.get(email=sys.argv[1]), changes=actions.PersonChanges(name=sys.argv[2]),
    by=Account.objects.get(operator=True), now=clock.now(),
)
"""


def few(folder: Path) -> Path:
    """So few people that *My day* has room for all of them, at whatever hour this runs."""
    (everybody,) = (path for path in write_company(folder / "files", "polaris") if path.name == "people.csv")
    head, *rows = everybody.read_text(encoding="utf-8").splitlines(keepends=True)
    told = [row for row in rows if row.split(",")[1] in ("Omar", "Ana", "Wei")]
    (folder / "people.csv").write_text("".join((head, *told)), encoding="utf-8")
    return folder / "people.csv"


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="farflung-both-"))
    elsewhere(folder, LOAD_DEMO, str(few(folder)))
    yield folder
    if is_running(folder):
        start(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def both(data: Path) -> Iterator[tuple[Served, Served]]:
    env = surroundings(FARFLUNG_DATA=str(data), FARFLUNG_ADDRESS="127.0.0.1:0")
    sites = run("serve", "--workers", "1", env=env), run("serve", "--workers", "2", env=env)
    yield sites
    assert [site.end() for site in sites] == [0, 0]
    assert not is_running(data)


def done_by(sites: tuple[Served, ...], jobs: set[int]) -> list[dict[str, Any]]:
    """What the logs of the workers say of these jobs."""
    lines = [line for site in sites for line in list(site.logged)]
    return [line for line in lines if line.get("event") == "job" and line.get("number") in jobs]


def test_each_job_is_done_once_whoever_does_it(data: Path, both: tuple[Served, Served]) -> None:
    jobs = set[int]()
    # A worker that is quick may take all there is before the others have looked, so there is more and more.
    while not jobs or not all(done_by((site,), jobs) for site in both):
        assert len(jobs) < 600, "one site has done nothing"
        jobs |= set(json.loads(elsewhere(data, ENQUEUE, "60")))
        eventually(partial(_all_done, both, jobs), 60)
    time.sleep(1)  # in which a second time would show
    told = done_by(both, jobs)
    assert Counter(line["number"] for line in told) == Counter(jobs)
    assert {line["outcome"] for line in told} == {"done"}


def _all_done(sites: tuple[Served, ...], jobs: set[int]) -> bool:
    return {line["number"] for line in done_by(sites, jobs)} == jobs


def test_who_signs_in_at_one_is_in_at_the_other(both: tuple[Served, Served]) -> None:
    first = Visitor(both[0].port)
    first.be("Ana")
    assert Visitor(both[1].port, first.cookies).get("/password")[0] == 200


def test_a_change_shows_on_both_within_two_seconds(data: Path, both: tuple[Served, Served]) -> None:
    first = Visitor(both[0].port)
    first.be("Ana")
    visitors = (first, Visitor(both[1].port, first.cookies))
    for name in ("Wei Adams", "Wei Brown", "Wei Clark"):
        elsewhere(data, RENAME, "wei@polaris.example", name)
        eventually(partial(_all_show, visitors, name), 2.0)


def _all_show(visitors: tuple[Visitor, ...], name: str) -> bool:
    return all(name in visitor.get("/")[1] for visitor in visitors)
