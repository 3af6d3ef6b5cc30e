"""Files that are made to be large, deep or endless: each is told at its field, soon, and nothing is kept."""

import io
import zipfile
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from farflung.server.org.models import ImportBatch, ImportFile
from tests.pace import allowed
from tests.server.walking import Company

pytestmark = pytest.mark.django_db
SOON = 20.0
"""Seconds: many times what it takes, for a machine that is shared."""


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int) -> bytes:
    data = zipped(**{"people.csv": b"0" * 10_000_000})
    for at in range(depth):
        data = zipped(**{f"{at}.zip": data, f"b{at}.zip": data})
    return data


def calendar(rule: str, events: int = 1) -> bytes:
    start = "DTSTART;TZID=Europe/Lisbon:20270301T090000\r\nDURATION:PT1H"
    event = f"BEGIN:VEVENT\r\nUID:%d@x\r\n{start}\r\n{rule}\r\n"
    body = "".join(event % number + "SUMMARY:X\r\nEND:VEVENT\r\n" for number in range(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n{body}END:VCALENDAR\r\n".encode()


LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">"""
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    + b"]><worksheet>&j;</worksheet>"
)
SHEET = {
    "[Content_Types].xml": b"<Types/>", "xl/workbook.xml": LAUGHS, "xl/worksheets/sheet1.xml": LAUGHS,
    "xl/sharedStrings.xml": LAUGHS,
}  # fmt: skip
YAML = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + at, 98 + at, b",".join([b"*%c" % (97 + at)] * 9)) for at in range(9)
)
BOMBS: dict[str, tuple[str, bytes]] = {
    "a zip of zeros": ("people.zip", zipped(**{"people.csv": b"0" * 300_000_000})),
    "a zip in a zip in a zip": ("people.zip", nested(4)),
    "a zip of thousands": ("people.zip", zipped(**{f"{at}.csv": b"id,name\n" for at in range(5000)})),
    "a zip that climbs": ("people.zip", zipped(**{"../../../etc/cron.d/x.csv": b"id,name\n1,X\n"})),
    "xml that doubles": ("people.xlsx", zipped(**SHEET)),
    "yaml that doubles": ("agreement.yaml", YAML),
    "json that is deep": ("people.json", b"[" * 200_000 + b"]" * 200_000),
    "one line of ten million": ("people.csv", b"id,name\n" + b"x" * 10_000_000),
    "ten million commas": ("people.csv", b"," * 10_000_000),
    "a quote that never ends": ("people.csv", b'id,name\n1,"' + b"x\n" * 3_000_000),
    "not utf-8": ("people.csv", bytes(range(256)) * 4000),
    "nothing": ("people.csv", b""),
}


def upload(everybody: Company, name: str, data: bytes) -> tuple[int, str]:
    camille = everybody.walker("Camille").client()
    answer = camille.post("/company/imports", {"files": [SimpleUploadedFile(name, data)]}, follow=True)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_told_soon_and_changes_nothing(everybody: Company, kind: str) -> None:
    begun = perf_counter()
    status, text = upload(everybody, *BOMBS[kind])
    assert status in (200, 422)
    assert 'class="error' in text or "problem" in text.lower() or "cannot be applied" in text
    assert perf_counter() - begun < allowed(SOON)
    assert not ImportBatch.objects.filter(state="applied").exclude(pk=everybody.cast.batch.pk).exists()
    assert sum(len(file.data) for file in ImportFile.objects.all()) < 33_000_000


@pytest.mark.parametrize(
    ("rule", "events"),
    [
        ("RRULE:FREQ=SECONDLY;COUNT=1000000", 1), ("RRULE:FREQ=MINUTELY;UNTIL=99991231T235959Z", 1),
        ("RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8;BYMINUTE=0,1,2,3,4,5,6,7;COUNT=1000000", 1),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1), ("RRULE:FREQ=DAILY", 3000),
        ("RDATE:" + ",".join(["20270301T090000"] * 100_000), 1),
    ],
    ids=["seconds", "minutes for ever", "hours and minutes", "a day that is none", "three thousand", "dates"],
)  # fmt: skip
def test_a_calendar_with_a_million_occurrences_is_no_load(everybody: Company, rule: str, events: int) -> None:
    begun = perf_counter()
    status, _ = upload(everybody, "team.ics", calendar(rule, events))
    assert status in (200, 422)
    assert perf_counter() - begun < allowed(SOON)


def test_ten_megabytes_are_refused_where_no_file_is_meant(everybody: Company) -> None:
    body = b"name=" + b"x" * 10_000_000
    kind = "application/x-www-form-urlencoded"
    camille = everybody.walker("Camille").client()
    for path in ("/me", "/company/people/new", "/language", "/password"):
        assert camille.post(path, body, content_type=kind).status_code in (400, 413), path
    nobody = everybody.walker("Nobody").client()
    for path in ("/sign-in", "/language", "/company/imports", "/join/x", "/first", "/demo/be"):
        assert nobody.post(path, body, content_type=kind).status_code == 413, path


def test_a_thousand_fields_are_refused(everybody: Company) -> None:
    camille = everybody.walker("Camille").client()
    assert camille.post("/me", {f"f{at}": "x" for at in range(1000)}).status_code == 400
