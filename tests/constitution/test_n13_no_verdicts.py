"""N13: nothing here says that something is legal: it flags."""

import re
from pathlib import Path

import pytest

from farflung.server.site.who_sees import ROWS
from tests.constitution.sources import SERVER, texts
from tests.server.walking import Company

VERDICT = re.compile(
    r"\b(compliant|non-compliant|complies|legally|lawful\w*|unlawful\w*|illegal\w*|violat\w+ of law|"
    r"legal(?! entit)|permitted by law|forbidden by law|guaranteed)\b",
    re.IGNORECASE,
)


def verdicts(root: Path = SERVER) -> list[str]:
    """Texts that judge, with where they stand."""
    return [f"{where}: {found[0]}" for where, text in texts(root) if (found := VERDICT.search(text))]


def test_no_text_of_the_site_is_a_verdict() -> None:
    assert verdicts() == []


def test_planted_verdicts_are_seen(tmp_path: Path) -> None:
    folder = tmp_path / "ui" / "templates" / "ui"
    folder.mkdir(parents=True)
    (folder / "planted.html").write_text("<p>{% trans 'This roster is compliant.' %} Legal entity: fine.</p>")
    (tmp_path / "planted.py").write_text('text = _("Working then is illegal there.")\n')
    assert verdicts(tmp_path) == ["ui/templates/ui/planted.html: compliant", "planted.py: illegal"]


@pytest.mark.django_db
def test_no_page_says_one(everybody: Company) -> None:
    camille = everybody.walker("Camille")
    for row in ROWS:
        for path, _ in everybody.paths(row.route, camille) if row.method == "GET" else ():
            text = re.sub(r"<[^>]+>", " ", camille.ask("GET", path).content.decode(errors="ignore"))
            assert VERDICT.search(text) is None, path
