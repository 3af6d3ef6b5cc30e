"""The pictures of the docs, from reports that were just made: ``python -m scripts.pictures FOLDER``.

FOLDER is what `farflung demo` wrote. Needs the Chromium that the browser tests use. The pages of real
companies are made here, from `tests/data/rosters`; only their charts are shown, never their lists.
"""

import subprocess
import sys
from contextlib import chdir, suppress
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from farflung.cli.main import main as farflung

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 250_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Shot(NamedTuple):
    """What a window of that size shows of a page, from its head or from one of its sections."""

    name: str
    page: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    section: str | None = None


SHOTS = (
    Shot("polaris-desktop-light", "polaris.html", 1280, 1000, "light"),
    Shot("polaris-phone-dark", "polaris.html", 390, 844, "dark"),
    Shot("meridian-desktop-dark", "large.html", 1280, 1000, "dark"),
    Shot("meridian-phone-light", "large.html", 390, 844, "light"),
    Shot("polaris-finding-light", "polaris.html", 1280, 760, "light", "findings"),
    Shot("rota-plan-light", "rota.html", 1280, 860, "light", "picture"),
    Shot("rota-plan-phone-dark", "rota.html", 390, 844, "dark", "picture"),
    Shot("sourcegraph-overlap-light", "sourcegraph.html", 1280, 700, "light", "overlap"),
    Shot("sourcegraph-world-dark", "sourcegraph.html", 1280, 700, "dark", "world"),
)


def main() -> None:
    """Takes every picture and says how large it is."""
    folder = Path(sys.argv[1])
    _real_company(folder / "sourcegraph.html")
    _rota(folder / "rota.html")
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for shot in SHOTS:
            _take(browser, shot, folder)
        browser.close()


def _take(browser: Browser, shot: Shot, folder: Path) -> None:
    path = PICTURES / f"{shot.name}.png"
    page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
    page.goto((folder / shot.page).resolve().as_uri())
    if shot.section is not None:
        page.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", shot.section)
        page.wait_for_timeout(300)  # a picture taken in the frame of the jump shows half of each place
    page.screenshot(path=path)
    page.close()
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)} {size:,} bytes{', TOO LARGE' if size > LARGEST else ''}")


def _real_company(out: Path) -> None:
    roster = "tests/data/rosters/sourcegraph_2022-04.csv"
    with chdir(ROOT), suppress(SystemExit):  # rows without a place end in status 3, and in a report
        farflung(["check", roster, "--from", "2022-05-01", "--out", str(out.resolve())])


def _rota(out: Path) -> None:
    example = "docs/examples/follow-the-sun"
    with chdir(ROOT), suppress(SystemExit):
        files = (f"{example}/rota-filled.yaml", f"{example}/people.csv")
        farflung(["rota", "plan", *files, "--viewer", "Singapore", "--out", str(out.resolve())])


def _chromium() -> str:
    found = subprocess.run(
        ["sh", "scripts/chromium.sh"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


if __name__ == "__main__":
    main()
