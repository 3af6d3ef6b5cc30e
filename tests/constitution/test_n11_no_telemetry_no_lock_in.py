"""N11: nothing goes to anybody else, and everything can be taken out."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from farflung.server.org import actions
from farflung.server.org.classified import KEEPING
from farflung.server.site.who_sees import ROWS
from tests.constitution.sources import SERVER, outwards, templates
from tests.server.company import NOW, Cast
from tests.server.walking import Company

ELSEWHERE = re.compile(
    r"""(?:src|href|action|srcset|data)=["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import"""
)
SHEETS = {
    "person": "details.csv", "rolegrant": "roles.csv", "membership": "people.csv", "team": "tree.csv",
    "patternperiod": "hours.csv", "stay": "stays.csv", "absence": "absences.csv", "holidayswap": "swaps.csv",
}  # fmt: skip
STAYS_HERE = {"mismatch", "importfile", "importchange"}
"""What an import itself has written, and makes anew when files are read again."""


def loading(root: Path = SERVER) -> list[str]:
    """Templates and styles that load something from elsewhere."""
    found = [*templates(root), *root.glob("*/static/**/*.css")]
    return [path.name for path in found if ELSEWHERE.search(path.read_text(encoding="utf-8"))]


def test_no_part_of_the_server_asks_elsewhere() -> None:
    assert outwards() == []
    assert loading() == []


def test_a_planted_counter_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "ui" / "templates" / "ui"
    folder.mkdir(parents=True)
    (folder / "planted.html").write_text('<img src="https://stats.example/pixel.gif">')
    (tmp_path / "planted.py").write_text("import httpx\n")
    assert loading(tmp_path) == ["planted.html"]
    assert outwards(tmp_path) == ["planted.py: httpx"]


@pytest.mark.django_db
def test_no_page_loads_or_leads_elsewhere(everybody: Company) -> None:
    camille = everybody.walker("Camille")
    for row in ROWS:
        for path, _ in everybody.paths(row.route, camille) if row.method == "GET" else ():
            answer = camille.ask("GET", path)
            assert ELSEWHERE.search(answer.content.decode(errors="ignore")) is None, path
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_an_export_has_a_sheet_for_every_table_of_people(polaris: Cast) -> None:
    data = actions.export_company(by=polaris.account("Camille"), now=NOW)
    inside = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    tables = {keeping.table for keeping in KEEPING} - STAYS_HERE
    assert tables == SHEETS.keys(), "a new table of people is in no export yet"
    assert {SHEETS[table] for table in tables - {"holidayswap"}} <= inside
