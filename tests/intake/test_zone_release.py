"""Another release of the zone database is read from a folder or a wheel."""

import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from farflung.engine.time import packaged_zones
from farflung.intake.errors import FileError
from farflung.intake.zone_release import zone_release

LISBON = files("tzdata").joinpath("zoneinfo", "Europe", "Lisbon").read_bytes()


def test_a_folder_of_zone_files(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Lisbon").write_bytes(LISBON)
    (tmp_path / "README").write_text("not a zone")
    (tmp_path / "+VERSION").write_text("2022a\n")
    release = zone_release(tmp_path)
    assert (release.version, release.names) == ("2022a", frozenset({"Europe/Lisbon"}))
    assert release.zone("Europe/Lisbon").changes == packaged_zones().zone("Europe/Lisbon").changes


def test_a_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "tzdata-2022.1-py2.py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tzdata/zoneinfo/Europe/Lisbon", LISBON)
        archive.writestr("tzdata/__init__.py", "IANA_VERSION = '2022a'")
    release = zone_release(wheel)
    assert release.names == frozenset({"Europe/Lisbon"})
    assert "2022.1" in release.version


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"name,zone\nAna,Europe/Lisbon\n"])
def test_other_files_are_refused_readably(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match="no release of the zone database"):
        zone_release(path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no TZif files"):
        zone_release(tmp_path)
