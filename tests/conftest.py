"""What holds for every test: where the browser is, and how hard hypothesis tries."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A shared machine is slow at times, and a slow example is no wrong one. CI must not fail on a new example
# that the change under test has nothing to do with, so there the examples are the same every time.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """The browser named by FARFLUNG_CHROMIUM, else the first known one on the path."""
    names = (os.environ.get("FARFLUNG_CHROMIUM", ""), *BROWSERS)
    found = (shutil.which(name) for name in names if name)
    return next((Path(path) for path in found if path), None)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium to start, with ``executable_path=str(chromium)`` and ``args=["--no-sandbox"]`` as root."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: scripts/chromium.sh says how to get one")
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves the browser tests out, with a word, where there is no browser."""
    if find_chromium() is not None:
        return
    without = pytest.mark.skip(reason="no Chromium on this machine: scripts/chromium.sh says how to get one")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(without)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays, so the collector of garbage leaves it alone and comes more rarely.

    It took a sixth of the time of the server's tests. Where time is measured, it stays as it is.
    """
    if any("speed" in item.keywords for item in session.items):
        return
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
