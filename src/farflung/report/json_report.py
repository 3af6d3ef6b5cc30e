"""The whole report as JSON: everything that was found, nothing capped. The schema is in docs/reference."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from farflung.engine.checks import Evidence, Finding, Fix
from farflung.engine.model import Source
from farflung.engine.time import Span, total
from farflung.report import times
from farflung.report.changes import rows
from farflung.report.summary import Asked, IntakeSummary, Remark, Summary, Trouble

FORMAT = "farflung-report/1"
"""Raised when a key changes its meaning or goes; new keys may come at any time."""

Json = dict[str, Any]


def report(summary: Summary) -> str:
    """The report as text: UTF-8, two blanks of indentation, keys in the order of the schema."""
    return json.dumps(document(summary), ensure_ascii=False, indent=2) + "\n"


def document(summary: Summary) -> Json:
    """The report as plain values."""
    atlas = summary.atlas
    countries = {person.place.country for person in atlas.people if person.place.country}
    return {
        "format": FORMAT,
        "farflung": summary.version,
        "made": _iso(summary.made) if summary.made else None,
        "seconds": round(summary.took, 3) if summary.took is not None else None,
        "window": _span(summary.window),
        "viewer": summary.viewer.key if summary.viewer else None,
        "zone_database": atlas.zones.version,
        "company": {
            "people": len(atlas.people),
            "zones": len({person.place.zone for person in atlas.people}),
            "countries": len(countries),
            "meetings": len(atlas.meetings),
            "shifts": len(atlas.shifts),
        },
        "counts": {severity.word: number for severity, number in summary.by_severity.items()},
        "findings": [_finding(summary, finding) for finding in summary.findings],
        "rules": [
            {"rule": rule, "check": check.name, "title": check.title, "flags": said}
            for check in summary.report.checks
            for rule, said in check.rules.items()
        ],
        "intake": _intake(summary.intake),
        "exit": {"status": summary.ending.status, "why": summary.ending.why},
    }


def _finding(summary: Summary, finding: Finding) -> Json:
    when = times.when(summary, finding.spans, finding.who)
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "check": summary.kind(finding),
        "severity": finding.severity.word,
        "subject": finding.subject,
        "title": finding.title,
        "cause": finding.cause,
        "basis": finding.basis,
        "when": " · ".join((when.main, *when.beside)) if when else None,
        "start": _iso(finding.start) if finding.start else None,
        "end": _iso(finding.end) if finding.end else None,
        "hours": round(total(finding.spans) / timedelta(hours=1), 4),
        "spans": [_span(span) for span in finding.spans],
        "who": _people(summary, finding.who),
        "evidence": [_evidence(item) for item in finding.evidence],
        "fixes": [_fix(summary, fix) for fix in finding.fixes],
        "source": _source(finding.source),
        "tags": list(finding.tags),
        "weight": finding.weight,
    }


def _people(summary: Summary, ids: Iterable[str]) -> list[Json]:
    people = summary.people(ids)
    return [{"id": p.id, "name": p.name, "place": p.place.label, "zone": p.place.zone} for p in people]


def _fix(summary: Summary, fix: Fix) -> Json:
    return {
        "action": fix.action,
        "effect": fix.effect,
        "changes": [asdict(row) for row in rows(summary, fix)],
    }


def _evidence(item: Evidence) -> Json:
    return {"label": item.label, "value": item.value, "source": _source(item.source)}


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    return {"file": source.file, "line": source.line, "column": source.column}


def _intake(intake: IntakeSummary) -> Json:
    return {
        "files": [asdict(file) for file in intake.files],
        "problems": [_problem(trouble) for trouble in intake.problems],
        "questions": [_question(asked) for asked in intake.questions],
        "notes": [_note(note) for note in intake.notes],
    }


def _problem(trouble: Trouble) -> Json:
    return {**asdict(trouble), "severity": trouble.severity.word}


def _question(asked: Asked) -> Json:
    where = [{"file": file, "line": line} for file, line in asked.where]
    return {"text": asked.text, "choices": list(asked.choices), "where": where, "remedy": asked.remedy}


def _note(note: Remark) -> Json:
    return asdict(note)


def _span(span: Span) -> Json:
    return {"start": _iso(span.start), "end": _iso(span.end)}


def _iso(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%S}Z"
