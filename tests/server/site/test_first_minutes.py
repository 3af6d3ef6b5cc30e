"""From an empty folder to a company on the map: one person, one browser, the clock running."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from farflung.example import write_company
from tests.server.site.running import Served, eventually, run, surroundings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST = 180.0
"""Seconds that the beginning may take, of which a person needs most for typing."""

EMAIL, PASSWORD = "ops@polaris.example", "lantern quarry thimble"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short enough for a socket, and empty."""
    made = Path(tempfile.mkdtemp(prefix="farflung-new-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser that was never here."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def test_the_first_three_minutes(page: Page, folder: Path, tmp_path: Path) -> None:
    (sheet,) = (path for path in write_company(tmp_path, "large") if path.name == "people.csv")
    begun = time.monotonic()
    site = run("serve", env=surroundings(FARFLUNG_DATA=str(folder), FARFLUNG_ADDRESS="127.0.0.1:0"))
    try:
        _begin(page, site)
        _bring(page, sheet)
        took = time.monotonic() - begun
    finally:
        assert site.end() == 0
    print(f"from an empty folder to 5,000 people: {took:.0f} s")  # noqa: T201 - shown by `pytest -s`
    assert took < MOST


def _begin(page: Page, site: Served) -> None:
    """The first account, with the key that the command has told."""
    key = eventually(lambda: next((line for line in site.said if "type this key: " in line), ""))
    page.goto(f"http://127.0.0.1:{site.port}/")
    page.get_by_label("Setup key").fill(key.rpartition(": ")[2])
    page.get_by_label("Email").fill(EMAIL)
    page.locator('input[type="password"]').fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/company/imports")


def _bring(page: Page, sheet: Path) -> None:
    """A file of people: read, looked at, applied by the worker while the page shows how far it is."""
    page.locator('input[type="file"]').set_input_files(sheet)
    page.get_by_role("button", name="Read and compare").click()
    page.wait_for_url("**/company/imports/*")
    expect(page.locator("main")).to_contain_text("5,000 people are new")
    page.get_by_role("button", name="Apply it").click()
    expect(page.locator("#progress h2")).to_have_text("applied", timeout=60_000)
