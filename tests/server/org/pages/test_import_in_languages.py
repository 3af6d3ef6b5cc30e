"""An import of files with every kind of mistake: its page says all of it in the reader's language."""

import re
from html import unescape
from pathlib import Path
from string import Formatter

import pytest
from django.test import Client
from django.urls import reverse

from farflung.intake.given import Given
from farflung.server.org import actions
from farflung.server.org.models import ImportBatch
from scripts.translations import LANGUAGES, read
from tests.server.company import NOW, As, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db
CALENDARS = Path(__file__).parents[3] / "data/ics"
HEAD = (
    "id,name,email,city,country,timezone,hours,days,weekend,rest window,hours from,start date,end date,"
    "manager,status,shoe size\n"
)
PEOPLE = """\
1,Zoe,zoe@x.example,Springfield,US,,9-18,Mon-Fri,,22-07,,03/04/2027,,Nobody Known,
2,Zed,zed@x.example,Lisbonn,,,9-5,,,all night,,2027-05-01,2027-04-01,Zed,
2,Zed,zed@x.example,Lisbon,Portugal,,25:00-26:00,,,,,31/31/2027,,,
2,Zoran,zoran@x.example,Berlin,France,,Mon-Fri,Someday,,,,04/05/27,,,
5,Zia,zoe@x.example,,,+02:00,09-18 EST,,,,,soon,,,
6,Zuri,,,,EST,9:30,,Sat-Sun,,,,,Zo,
7,Zara,,Georgia,,,Mon 9-17; 9-17 Tue-Wed Thu,,,,,,,Ana,
8,Zack,,Lisbon,Atlantis,,"=cmd|' /C calc'!A0",,,,,,,,
9,Zora,,Sydney,,,9-18 UTC,,,,,,,,on leave
10,Zeno,,,Portugal,,,,,,,,,,terminated
11,Zita,,,,,,,,,,,,,
,,,Cairo,Egypt,,,,,,,,,,
13,Zhou,,Lisbon,Portugal,Asia/Tokyo,,,,,,,,,
14,Zion,,,,Europe/Kiev,,,,,,,,,
15,Zane,,,,UTC,,,,,,,,,
16,Zula,,,US,,,,,,,,,,,,,too long
17,{0.__class__} %(x)s <b>,,Paris,,,99-98,,,,,,,{name},
"""
SHEETS = {
    "people.csv": HEAD + PEOPLE,
    "hours.csv": "name,hours,name,\nZep,9-18,x,y\nZip,10-19,x,y\n",
    "stays.csv": "person,city,country,kind,from,to,recorded\n"
    "Ana,Springfield,US,honeymoon,2027-05-01,2027-04-01,soon\nNobody,Paris,,travel,01/02/2027,,\n"
    "Ana,Rome,,yacht,2027-06-01,2027-06-02,\nWei,,,travel,2027-06-01,,\nWei,Rome,,,never,,\n",
    "absences.csv": "person,from,to,reason\nAna,2027-05-09,2027-05-01,ill\n,2027-05-01,,\nWei,,,\n"
    "Wei,2027-31-31,2027-05-05,\nAn,03/04/2027,05/04/2027,\n",
    "rota.csv": "duty,person,days,start,end,timezone,from,to,every\nPayments,Ana,Someday,9,17,,,,\n"
    "Payments,Nobody,Mon,9,17,,,,\nPayments,Ana,Mon,9-10,17,,,,\nPayments,,Mon,9,17,,,,\n"
    "Payments,Ana,Mon,9,17,Nowhere/Land,,,\nPayments,Ana,Mon,9,17,,2027-05-01,2027-04-01,\n"
    "Payments,Ana,Mon,9,17,,,,every 99 weeks\nPayments,Ana,Mon,9,17,,,,2\nPayments,Ana,Mon,9,17,+05:00,,,\n"
    "Payments,Ana,,2027-03-18 19:30,2027-03-18 18:30,,,,\n",
    "rota2.csv": "duty,person,start,end\nQueue,Ana,09:00,17:00\n",
    "meetings.csv": "title,attendees,days,date,start,length,timezone,every\nSync,Ana,,,9,60,,\n"
    "Sync,Ana,Mon,,25,60,,\nSync,Ana,Mon,,9,soon,,\nSync,Ana,Someday,,9,60,,\n,Ana; Nobody,Mon,,9,60,EST,\n"
    "Sync,Ana,,2027-99-01,9,60,UTC,\nSync,Ana,Mon,,09:00-10:00; 11-12,,UTC,\n",
    "teams.csv": "team,members,lead\nNew,Ana; Nobody Else,Wei\n",
    "agreement.yaml": "agreement: A\nowner: [x]\ncolour: red\ncoverage:\n  - at least\n  - nobody knows\n"
    "  - {at_least: 3, at_most: 1}\n  - {exactly: 1, at_least: 2}\n  - {duty: A, team: B, at_least: 1}\n"
    "  - {at_least: 1, when: 09:00-18:00}\n  - {at_least: 1, when: Mon 9-17}\n  - {at_least: many}\n"
    "  - {at_least: -1}\n  - at least 2 on Nobodys Queue\n  - at least 1 on Mon 9-17 except Friday\n"
    "  - between 5 and 2 at all times\n"
    "core_hours: {team: A}\nresponses: {channel: chat, within: soon}\nmeetings: {earliest: '18:00', latest: "
    "'09:00', no_meetings: Someday, agenda: perhaps}\nshifts: {rest: 4 working hours, week: 3}\n"
    "decisions: {window: 2 working days}\nleave: {notice: 0 days}\n"
    "exceptions: {countries: Utopia, rules: all}\n",
    "twice.yaml": "agreement: A\nagreement: B\ncoverage: at least 1 Mon-Fri 09:00-18:00 Nowhere/Land\n",
    "tag.yaml": "agreement: !!python/name:os.system x\n",
    "broken.yaml": "agreement: A\n  coverage: [\n",
    "answers.yaml": "place of Georgia: [a, b]\n",
    "broken.json": '{"members": [',
    "other.json": '{"a": 1}',
    "records.json": '[1, {"name": "Zog", "city": "Lisbon"}]',
    "empty.csv": "  ",
    "head.csv": "name,city\n",
    "words.csv": "lorem,ipsum\n1,2\n",
    "names.csv": "name,email\nZal,z@x.example\n",
    "quote.csv": 'name,city\nZil,"Lisbon\nZol,Paris\n',
}
BYTES = {
    "list.pdf": b"%PDF-1.7 x", "old.xls": b"\xd0\xcf\x11\xe0xxxx", "list.csv.gz": b"\x1f\x8b\x08xxxx",
    "photo.png": b"\x89PNG\r\n", "data.bin": bytes(range(32)) * 20,
    "latin.csv": "name,city\nJosé,Málaga\n".encode("latin-1"),
    "controls.csv": b"name,city\nZ\x07ak,Lis\x00bon\n",
}  # fmt: skip
ZONELESS = "\r\n".join(
    ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "NOT A LINE", "BEGIN:VEVENT", "UID:1", "SUMMARY:Loose",
     "DTSTART:20270318T193000", "DTEND:20270318T203000", "ORGANIZER:mailto:ana@polaris.example", "END:VEVENT",
     "BEGIN:VEVENT", "UID:2", "SUMMARY:Odd", "DTSTART;TZID=Mars/Base:20270318T193000",
     "ORGANIZER:mailto:ana@polaris.example", "ATTENDEE:mailto:them@elsewhere.example", "END:VEVENT",
     "BEGIN:VEVENT", "UID:3", "SUMMARY:Never", "DTSTART:20270318T193000Z", "RRULE:FREQ=SECONDLY",
     "ORGANIZER:mailto:ana@polaris.example", "CREATED:yesterday", "END:VEVENT",
     "BEGIN:VEVENT", "UID:4", "DTSTART:20271318T193000Z", "END:VEVENT", "BEGIN:VEVENT", "UID:5", "END:VEVENT",
     "END:VALARM", "END:VCALENDAR", ""),
)  # fmt: skip


def files() -> list[Given]:
    """Something wrong of each kind."""
    calendars = [Given(path.name, path.read_bytes()) for path in sorted(CALENDARS.glob("*.ics"))]
    texts = [Given(name, text.encode()) for name, text in SHEETS.items()]
    return [
        *texts,
        *(Given(name, data) for name, data in BYTES.items()),
        *calendars,
        Given("zoneless.ics", ZONELESS.encode()),
        Given("nothing.ics", b"BEGIN:VCALENDAR\r\n"),
    ]


@pytest.fixture
def batch(polaris: Cast) -> ImportBatch:
    return actions.read_import(files=files(), by=polaris.account("Camille"), now=NOW)


def page(client: Client, batch: ImportBatch, language: str) -> str:
    client.cookies["farflung_language"] = language
    shown = text_of(client.get(reverse("import", args=[batch.code])))
    return unescape(re.sub("<[^>]*>", " ", shown))


def english(language: str) -> set[str]:
    """Pieces of the English of each text about files that its translation does not have."""
    found = set()
    for message in read(language):
        if message.id and message.locations[0][0].startswith(("intake/", "org/actions/imports/")):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            kept = " ".join(message.string) if isinstance(message.string, tuple) else str(message.string)
            for text in ids:
                for piece, *_ in Formatter().parse(text):
                    words = piece.strip(" .,:;?!()")
                    if len(re.findall("[A-Za-z]{2,}", words)) >= 3 and words not in kept:
                        found.add(words)
    return found


def test_the_files_have_most_of_what_there_is_to_say(batch: ImportBatch) -> None:
    """Else the test below would find no English because there is nothing on the page."""
    codes = {one["code"] for one in batch.problems}
    assert len(codes) > 40, sorted(codes)
    assert len(batch.problems) > 120
    assert len(batch.questions) > 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_english(batch: ImportBatch, signed_in: As, language: str) -> None:
    text = page(signed_in("Camille"), batch, language)
    wanted = english(language)
    assert len(wanted) > 300
    assert sorted(piece for piece in wanted if piece in text) == []


def test_in_english_all_of_it_is_as_intake_says(batch: ImportBatch, signed_in: As) -> None:
    text = page(signed_in("Camille"), batch, "en")
    for one in batch.problems:
        assert one["message"] in text
    for question in batch.questions:
        assert question["text"] in text


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_names_that_look_like_templates_stay_names(batch: ImportBatch, signed_in: As, language: str) -> None:
    client = signed_in("Camille")
    client.cookies["farflung_language"] = language
    text = text_of(client.get(reverse("import", args=[batch.code])))
    assert "{0.__class__} %(x)s &lt;b&gt;" in text
    assert "{name}" in text
    assert "%(x)s <b>" not in text


def test_what_was_kept_before_there_were_parts_is_shown(batch: ImportBatch, signed_in: As) -> None:
    for one in (*batch.problems, *batch.questions):
        one.pop("said", None)
        one.pop("labels", None)
    batch.save()
    text = page(signed_in("Camille"), batch, "fr")
    assert batch.problems[0]["message"] in text
    assert batch.questions[0]["text"] in text


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "Rien dans ces fichiers"), ("ar", "لا شيء في هذه الملفات")]
)
def test_why_an_import_is_refused_is_told_in_the_language_of_the_reader(
    polaris: Cast, signed_in: As, language: str, text: str
) -> None:
    given = [Given("words.csv", b"lorem,ipsum\n1,2\n")]
    refused = actions.read_import(files=given, by=polaris.account("Camille"), now=NOW)
    assert refused.error == "Nothing in these files can be kept here."
    assert text in page(signed_in("Camille"), refused, language)
