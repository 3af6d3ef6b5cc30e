"""`farflung serve`: everything comes up with it and nothing stays behind, however it ends."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from farflung.server.core.postgres import is_running, start
from tests.pace import allowed
from tests.server.site.running import Served, below, eventually, postmaster, processes, run, surroundings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="farflung-serve-"))
    yield folder
    if is_running(folder):
        start(folder).stop()
    shutil.rmtree(folder)


def serve(data: Path, *words: str, **variables: str) -> Served:
    env = surroundings(FARFLUNG_DATA=str(data), FARFLUNG_ADDRESS="127.0.0.1:0", **variables)
    return run("serve", *words, env=env)


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    site = serve(data)
    yield site
    if site.process.poll() is None:
        site.end(signal.SIGTERM)


def web_and_worker(site: Served) -> tuple[int, int]:
    """The two children that the parent keeps: the web process is the one with a child of its own."""
    children = [pid for pid, (parent, _) in processes().items() if parent == site.process.pid]
    web = next(pid for pid in children if below(pid))
    return web, next(pid for pid in children if pid != web)


def test_all_comes_up_and_all_ends(data: Path, tmp_path: Path) -> None:
    site = serve(data, TMPDIR=str(tmp_path))
    assert site.ask("/readyz")[0] == 200
    eventually(lambda: '"worker": "good"' in site.ask("/readyz")[1])
    assert site.ask("/sign-in")[0] == 302
    assert "farflung_requests_total" in site.ask("/metrics")[1]
    eventually(lambda: len(below(site.process.pid)) == 3)
    web, worker = (os.getpriority(os.PRIO_PROCESS, pid) for pid in web_and_worker(site))
    assert web < worker, "whoever waits for a page goes before jobs"
    mine = below(site.process.pid) | {postmaster(data)}
    assert site.end(signal.SIGINT) == 0
    assert site.said[-1] == "Farflung has ended."
    # PostgreSQL says that it has stopped a moment before its process is gone.
    eventually(lambda: not mine & set(processes()))
    assert not is_running(data)
    assert list(tmp_path.glob("farflung-metrics-*")) == []


def test_a_fresh_site_tells_its_key_and_where_to_type_it(served: Served) -> None:
    eventually(lambda: served.has_said("type this key: "))
    assert served.ask("/first")[0] == 200


def test_the_metrics_of_all_processes_are_added_up(data: Path) -> None:
    site = serve(data, FARFLUNG_PROCESSES="2")
    eventually(lambda: len(below(site.process.pid)) == 4)
    longest = settings.LONGEST_REQUEST_LINE - len("GET /first?people= HTTP/1.1")
    assert longest > 200 * len("somebody@polaris.example, "), "two hundred people fit into an address"
    assert site.ask(f"/first?people={'a' * longest}")[0] == 200
    assert site.ask(f"/first?people={'a' * (longest + 1)}")[0] == 414
    for _ in range(19):
        assert site.ask("/first")[0] == 200
    counted = 'farflung_requests_total{method="GET",route="first",status="200"} 20.0'
    assert {counted in site.ask("/metrics")[1] for _ in range(8)} == {True}
    site.end()


@pytest.mark.parametrize("which", [0, 1], ids=["web", "worker"])
def test_what_dies_is_started_again_with_a_word(served: Served, which: int) -> None:
    eventually(lambda: below(web_and_worker(served)[0]))
    victim = web_and_worker(served)[which]
    os.kill(victim, signal.SIGKILL)
    name = ("web process", "worker")[which]
    eventually(lambda: served.has_said(f"The {name} ended (SIGKILL)"))
    eventually(lambda: len(below(served.process.pid)) == 3)
    eventually(lambda: served.ask("/readyz")[0] == 200)
    assert victim not in processes()


def test_a_killed_web_worker_is_replaced_by_its_own_parent(served: Served) -> None:
    web, _ = web_and_worker(served)
    (inner,) = below(web)
    os.kill(inner, signal.SIGKILL)
    eventually(lambda: served.ask("/readyz")[0] == 200 and below(web) and inner not in below(web))


def test_a_killed_database_is_started_again(data: Path, served: Served) -> None:
    old = postmaster(data)
    os.kill(old, signal.SIGKILL)
    eventually(lambda: served.has_said("The database ended"))
    eventually(lambda: served.ask("/readyz")[0] == 200, 60)
    assert postmaster(data) != old
    eventually(lambda: '"worker": "good"' in served.ask("/readyz")[1], 60)


def test_killed_it_leaves_nobody_behind(data: Path) -> None:
    site = serve(data)
    family = below(site.process.pid) | {postmaster(data)}
    site.end(signal.SIGKILL)
    eventually(lambda: not family & set(processes()), 30)
    assert not is_running(data)


def test_workers_of_another_command_do_the_jobs() -> None:
    # In a folder of its own: workers that another test has killed are counted for half a minute.
    data = Path(tempfile.mkdtemp(prefix="farflung-apart-"))
    site = serve(data, "--workers", "0")
    workers = run("worker", "--count", "2", env=surroundings(FARFLUNG_DATA=str(data)))
    assert len(below(workers.process.pid)) == 2
    eventually(lambda: "farflung_workers 2.0" in site.ask("/metrics")[1])
    assert site.end() == 0
    assert is_running(data)
    assert workers.end(signal.SIGTERM) == 0
    assert not is_running(data)
    shutil.rmtree(data)


def test_a_taken_address_is_told_and_harms_nobody(data: Path, served: Served) -> None:
    env = surroundings(FARFLUNG_DATA=str(data))
    words = [sys.executable, "-m", "farflung", "serve", "--address", f"127.0.0.1:{served.port}"]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "cannot listen on" in done.stderr
    assert "--address" in done.stderr
    assert served.ask("/readyz")[0] == 200


def test_two_that_start_at_once_on_an_empty_folder_do_not_collide() -> None:
    folder = Path(tempfile.mkdtemp(prefix="farflung-two-"))
    env = surroundings(FARFLUNG_DATA=str(folder), FARFLUNG_ADDRESS="127.0.0.1:0")
    words = [sys.executable, "-m", "farflung", "migrate"]
    both = [
        subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in "12"
    ]
    told = [process.communicate(timeout=180) for process in both]
    try:
        assert [process.returncode for process in both] == [0, 0], told
        assert sorted(out.split(":")[0] for out, _ in told) == ["Done", "The tables are up to date.\n"]
        assert not is_running(folder)
    finally:
        shutil.rmtree(folder)


def test_a_request_that_has_begun_is_answered_before_the_end(served: Served) -> None:
    status = served.ask("/first")[0]
    assert status == 200
    begun = time.monotonic()
    assert served.end(signal.SIGTERM) == 0
    assert time.monotonic() - begun < 10


@pytest.mark.speed
def test_the_second_start_is_ready_in_three_seconds(data: Path) -> None:
    serve(data).end()
    took = []
    for _ in range(3):
        begun = time.monotonic()
        site = serve(data)
        took.append(time.monotonic() - begun)
        site.end()
    assert min(took) < allowed(3.0), took
