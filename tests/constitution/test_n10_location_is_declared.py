"""N10: where somebody is, is what they or their company's files say; nothing is read from device or line."""

import re
from pathlib import Path

import pytest

from farflung.server.org.models import Mismatch, Person, Stay
from tests.constitution.sources import SERVER, scripts
from tests.server.walking import Company

DETECTS = re.compile(r"geolocation|timeZone|getTimezoneOffset|resolvedOptions|navigator\.connection")
THIRD = {"htmx.min.js"}
FROM_AFAR = {
    "REMOTE_ADDR": "203.0.113.77", "HTTP_X_FORWARDED_FOR": "203.0.113.77", "HTTP_CF_IPCOUNTRY": "JP",
    "HTTP_ACCEPT_LANGUAGE": "ja-JP", "HTTP_X_TIMEZONE": "Asia/Tokyo",
}  # fmt: skip


def detecting(root: Path = SERVER) -> list[str]:
    """Scripts that read a zone or a position from the reader's machine."""
    return [path.name for path in scripts(root) if DETECTS.search(path.read_text(encoding="utf-8"))]


def test_no_script_reads_zone_or_position() -> None:
    assert detecting() == []


def test_a_planted_script_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "ui" / "static" / "ui"
    folder.mkdir(parents=True)
    (folder / "planted.js").write_text("const zone = Intl.DateTimeFormat().resolvedOptions().timeZone")
    assert detecting(tmp_path) == ["planted.js"]


@pytest.mark.django_db
def test_a_line_from_elsewhere_changes_nothing(everybody: Company) -> None:
    ana = everybody.walker("Ana")
    before = Person.objects.values_list("place", "language").get(pk=ana.person.pk if ana.person else 0)
    stays = Stay.objects.count()
    here = ana.client().get("/")
    far = ana.client(**FROM_AFAR).get("/")
    assert "Tokyo" not in far.content.decode()
    assert "Lisbon" in far.content.decode()
    assert here.headers["Permissions-Policy"].startswith("geolocation=()")
    assert (
        Person.objects.values_list("place", "language").get(pk=ana.person.pk if ana.person else 0) == before
    )
    assert Stay.objects.count() == stays


@pytest.mark.django_db
def test_what_files_say_otherwise_is_shown_to_that_person_alone(everybody: Company) -> None:
    row = Mismatch.objects.get(person=everybody.cast.people["Ravi"])
    Mismatch.objects.filter(pk=row.pk).update(there="Zyxjuggler")
    assert "Zyxjuggler" in everybody.walker("Ravi").ask("GET", "/me/confirm").content.decode()
    for name in ("Ana", "Camille", "Wei", "Omar", "Mei-Ling"):
        walker = everybody.walker(name)
        assert walker.ask("POST", f"/me/mismatches/{row.code}", {"take": "yes"}).status_code == 404
        for path in ("/", "/me/confirm", f"/people/{everybody.cast.people['Ravi'].code}"):
            assert "Zyxjuggler" not in walker.ask("GET", path).content.decode()
