"""What programs read: JSON and SARIF against their schemas, ICS against a calendar library, CSV, files."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pytest
import recurring_ical_events

from farflung.engine.atlas import Change
from farflung.engine.checks import Finding, Fix, Severity
from farflung.engine.model import MeetingSeries, Override, Recurrence, Source
from farflung.engine.time import CivilTime
from farflung.report import FORMATS, Format, IntakeSummary, Summary, render, write
from farflung.report.changes import pattern_text
from farflung.report.csv_out import HEAD, cell
from farflung.report.sarif import uri
from tests.company import ANA, TORONTO
from tests.house.tree import ROOT
from tests.report import example

REPORT_SCHEMA = ROOT / "docs" / "reference" / "report.schema.json"
SARIF_SCHEMA = Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json"
BARE = example.summary((), intake=IntakeSummary(), viewer=None)


def fits(document: Any, schema: Path) -> None:
    rules = json.loads(schema.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(rules)
    kind.check_schema(rules)
    kind(rules).validate(document)


@pytest.mark.parametrize("summary", [example.summary(), BARE, replace(BARE, made=None, took=None)])
def test_json_fits_its_schema(summary: Summary) -> None:
    fits(json.loads(render(summary, Format.JSON)), REPORT_SCHEMA)


def test_json_holds_every_finding_with_its_times() -> None:
    made = json.loads(render(example.summary(), Format.JSON))
    first = made["findings"][0]
    assert made["counts"] == {"error": 2, "warning": 8, "note": 10}
    assert len(made["findings"]) == 20
    assert first["spans"][0] == {"start": "2027-03-29T14:00:00Z", "end": "2027-03-29T15:00:00Z"}
    assert (len(first["spans"]), first["hours"]) == (55, 55.0)
    assert [row["verb"] for row in first["fixes"][0]["changes"]] == ["remove", "add"]
    assert first["fixes"][0]["changes"][1]["starts"] == "2027-03-15 09:00"


def test_every_key_of_the_schema_says_what_it_is() -> None:
    """Or is named so plainly that it needs no words; a finding's own keys always say it."""
    finding = json.loads(REPORT_SCHEMA.read_text(encoding="utf-8"))["$defs"]["finding"]["properties"]
    silent = {key for key, value in finding.items() if "description" not in value and "$ref" not in value}
    assert silent == {"check", "evidence", "tags"}


def test_the_page_of_reports_names_every_format_and_column() -> None:
    page = (ROOT / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    assert [name for name in Format if f"| `{name}` |" not in page] == []
    assert [column for column in HEAD if f"`{column}`" not in page] == []


@pytest.mark.parametrize("summary", [example.summary(), BARE])
def test_sarif_fits_the_schema_of_the_standard(summary: Summary) -> None:
    fits(json.loads(render(summary, Format.SARIF)), SARIF_SCHEMA)


def test_sarif_points_at_files_and_tells_new_from_known() -> None:
    run = json.loads(render(example.summary(), Format.SARIF))["runs"][0]
    result = next(r for r in run["results"] if r["ruleId"] == "contradictions.below")
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "agreement.yaml"},
        "region": {"startLine": 12, "startColumn": 5},
    }
    assert result["level"] == "error"
    assert result["partialFingerprints"] == {"farflung/v1": example.contradiction().fingerprint}
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert all(r["locations"] for r in run["results"])
    assert {r["ruleId"] for r in run["results"]} >= {"intake.unknown-zone", "intake.formula"}


def test_sarif_says_fixes_as_text() -> None:
    run = json.loads(render(example.summary(), Format.SARIF))["runs"][0]
    assert run["results"][0]["properties"]["fixes"][0].startswith(
        "Move the Warsaw shift to 09:00–17:00 Warsaw: "
    )
    assert "Fix: Move the Warsaw shift" in run["results"][0]["message"]["text"]


def test_file_names_become_uris() -> None:
    assert uri("mein ordner/wärme#1.csv") == "mein%20ordner/w%C3%A4rme%231.csv"
    assert uri("/srv/people.csv") == "file:///srv/people.csv"


def test_ics_is_read_by_others_as_it_was_meant() -> None:
    """Expanded by two other libraries, the entries fall on the instants that the engine makes."""
    summary = example.summary()
    calendar = icalendar.Calendar.from_ical(render(summary, Format.ICS))
    status = {str(event["UID"]): str(event["STATUS"]) for event in calendar.events}
    assert sorted(status.values()) == ["CANCELLED", "TENTATIVE", "TENTATIVE"]
    window = summary.window
    found = {
        event.start.astimezone(UTC)
        for event in recurring_ical_events.of(calendar).between(window.start, window.end)
        if str(event["UID"]) == "review"
    }
    change = example.paid().fixes[0].change
    assert change is not None
    series = change.add[0]
    assert isinstance(series, MeetingSeries)
    assert found == {occurrence.start for occurrence in summary.atlas.occurrences(series, window)}


def fixed(recurrence: Recurrence) -> Summary:
    """A report whose one fix adds a series."""
    series = MeetingSeries("x;y,z\\", "A, b; c\nd", recurrence, ("ana",))
    finding = Finding(
        "a.b", Severity.NOTE, "s", "t", "c", "b", fixes=(Fix("do", "so", Change((), (series,))),)
    )
    return example.summary((finding,))


def test_ics_keeps_exceptions_ends_and_moved_occurrences() -> None:
    def civil(day: int) -> CivilTime:
        return CivilTime(date(2027, 3, day), time(10), TORONTO.zone)

    recurrence = Recurrence(
        civil(15), 60, "FREQ=DAILY",
        excluded=(civil(16),), extra=(CivilTime(date(2027, 3, 20), time(15), TORONTO.zone),),
        overrides=(
            Override(civil(17), datetime(2027, 3, 17, 18, tzinfo=UTC), datetime(2027, 3, 17, 19, tzinfo=UTC)),
            Override(civil(18)),
        ),
        until=date(2027, 3, 19),
    )  # fmt: skip
    summary = fixed(recurrence)
    text = render(summary, Format.ICS)
    calendar = icalendar.Calendar.from_ical(text)
    events = recurring_ical_events.of(calendar).between(summary.window.start, summary.window.end)
    change = summary.findings[0].fixes[0].change
    assert change is not None
    series = change.add[0]
    assert isinstance(series, MeetingSeries)
    expected = {(o.start, o.end) for o in summary.atlas.occurrences(series, summary.window)}
    assert {(e.start.astimezone(UTC), e.end.astimezone(UTC)) for e in events} == expected
    assert str(calendar.events[0]["SUMMARY"]) == "A, b; c\nd"
    assert str(calendar.events[0]["UID"]) == "x;y,z\\"


def test_ics_lines_are_folded_by_octets_and_end_in_crlf() -> None:
    text = render(example.summary(), Format.ICS)
    assert text.replace("\r\n", "").count("\n") == 0
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_csv_has_a_row_for_each_thing_to_change() -> None:
    rows = list(csv.DictReader(StringIO(render(example.summary(), Format.CSV), newline="")))
    assert [(row["verb"], row["kind"], row["starts"], row["ends"]) for row in rows] == [
        ("remove", "shift", "2027-03-15 08:00", "16:00"),
        ("add", "shift", "2027-03-15 09:00", "17:00"),
        ("remove", "meeting", "2027-03-03 08:00", "09:00"),
        ("add", "meeting", "2027-03-03 13:00", "14:00"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell("Ana =1") == "Ana =1"


def test_hours_in_words() -> None:
    assert pattern_text(ANA.patterns[0].pattern) == "Mon-Fri 09:00-18:00"


def test_every_format_has_its_row_in_the_table() -> None:
    assert set(FORMATS) == set(Format)
    summary = example.summary()
    assert all(render(summary, name).strip() for name in Format)
    assert len({form.suffix for form in FORMATS.values()}) == len(Format)


def test_a_source_without_a_line_is_no_region() -> None:
    made = replace(example.holiday(), source=Source("people.csv"))
    run = json.loads(render(example.summary((made,)), Format.SARIF))["runs"][0]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "people.csv"}
    }


def test_a_file_is_written_at_once_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    write(target, "one ↔\r\n")
    assert target.read_bytes() == "one ↔\r\n".encode()
    with pytest.raises(UnicodeEncodeError):
        write(target, "two \ud800")
    assert target.read_bytes() == "one ↔\r\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    with pytest.raises(OSError, match="missing"):
        write(tmp_path / "missing" / "x", "three")


def test_a_replaced_file_keeps_its_rights(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    target.chmod(0o600)
    write(target, "new")
    assert target.stat().st_mode & 0o777 == 0o600
