"""Notice of meetings through `farflung check`: what its files tell, and what they do not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import farflung

PEOPLE = "name,email,city,hours\nAna,ana@x.example,Lisbon,09-18\nWei,wei@x.example,Taipei,09-18\n"
EVENT = """BEGIN:VEVENT
UID:{uid}
SUMMARY:{uid}
DTSTART:20270317T093000Z
DTEND:20270317T100000Z
ATTENDEE:mailto:ana@x.example
ATTENDEE:mailto:wei@x.example
{made}END:VEVENT
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two people, an agreement with 24 hours of notice, and three meetings."""
    made = {"Late": "CREATED:20270316T200000Z\n", "Early": "CREATED:20270301T200000Z\n", "Silent": ""}
    events = "".join(EVENT.format(uid=uid, made=line) for uid, line in made.items())
    texts = {
        "people.csv": PEOPLE,
        "agreement.yaml": "agreement: Ours\nmeetings:\n  notice: 24 hours\n",
        "meetings.ics": f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//T//EN\n{events}END:VCALENDAR\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in texts]


def found(files: list[str], *more: str) -> dict[str, Any]:
    said = farflung("check", *files, "--from", "2027-03-15", "--days", "14", "--format", "json", *more)
    assert said.status == 1, said.err
    return {
        f["rule"]: f for f in json.loads(said.out)["findings"] if f["rule"].startswith("meeting-rules.no")
    }


def test_a_meeting_made_too_late_is_an_error_and_one_that_does_not_tell_is_said(files: list[str]) -> None:
    rules = found(files)
    late, unknown = rules["meeting-rules.notice"], rules["meeting-rules.notice-unknown"]
    assert (late["subject"], late["severity"]) == ("Late", "error")
    assert late["title"] == (
        "“Late” comes with less than 24 h of notice for Ana (Lisbon) and Wei (Taipei) on Wed 17 Mar 2027"
    )
    assert late["source"]["line"] == 4
    assert unknown["severity"] == "note"
    assert [one["label"] for one in unknown["evidence"]] == ["Silent"]


def test_a_starter_agreement_shows_it_before_it_is_adopted(files: list[str]) -> None:
    people, _, meetings = files
    late = found([people, meetings], "--try", "meeting-light")["meeting-rules.notice"]
    assert "less than 48 h of notice" in late["title"]
