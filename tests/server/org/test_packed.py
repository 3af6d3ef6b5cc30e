"""Zips: as their files, and never as more than was meant."""

import io
import zipfile

import pytest

from farflung.intake.given import Given
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.actions.imports import packed
from farflung.server.org.models import ImportFile
from tests.server.company import NOW, sheets


def zipped(*members: tuple[str, bytes]) -> Given:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return Given("upload.zip", out.getvalue())


def test_a_zip_is_its_files() -> None:
    given = packed.unpacked([zipped(("a/people.csv", b"x"), ("b.csv", b"y")), Given("c.csv", b"z")])
    assert [(one.name, one.data) for one in given] == [("people.csv", b"x"), ("b.csv", b"y"), ("c.csv", b"z")]


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = zipped(*((f"{n}.csv", b"0" * 10_000_000) for n in range(8)))
    assert len(bomb.data) < 100_000
    with pytest.raises(Refused) as refused:
        packed.unpacked([bomb])
    assert refused.value.code == "too-large"


def test_a_zip_that_lies_about_its_size_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(zipped(("people.csv", b"0" * 1_000_000)).data)
    for at in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refused):
        packed.unpacked([Given("liar.zip", bytes(data))])


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 40, b"PK\x03\x04junk" * 99])
def test_a_broken_zip_is_said_to_be_broken(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        packed.unpacked([Given("upload.zip", data)])
    assert refused.value.code == "broken-zip"


def test_too_many_files_are_too_many() -> None:
    with pytest.raises(Refused):
        packed.unpacked([zipped(*((f"{n}.csv", b"x") for n in range(61)))])


@pytest.mark.django_db
def test_a_zip_in_a_zip_is_no_sheet_and_files_are_kept_one_by_one() -> None:
    inner = zipped(("people.csv", sheets("people.csv")[0].data))
    outer = zipped(("people.csv", sheets("people.csv")[0].data), ("inner.zip", inner.data))
    batch = actions.read_import(files=[outer], by=None, now=NOW)
    assert batch.difference["new"] == 23
    assert any("inner.zip" in problem["where"] for problem in batch.problems)
    assert sorted(ImportFile.objects.values_list("name", flat=True)) == ["inner.zip", "people.csv"]
