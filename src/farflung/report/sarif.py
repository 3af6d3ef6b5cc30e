"""The report as SARIF 2.1.0 (OASIS), for code hosts and editors that show findings beside files.

Fixes are text: SARIF's own `fixes` would have to say which characters of a file to replace, and a fix here
changes what a file means, not how it is spelled. They are in the message and in `properties.fixes`.
"""

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from farflung.engine.checks import Evidence, Finding, Severity
from farflung.engine.model import Source
from farflung.report import times
from farflung.report.summary import Summary, Trouble

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INTAKE = "intake"

Json = dict[str, Any]


def log(summary: Summary) -> str:
    """The SARIF log as text."""
    return json.dumps(document(summary), ensure_ascii=False, indent=2) + "\n"


def document(summary: Summary) -> Json:
    """The SARIF log as plain values: one run."""
    rules = [*_rules(summary), *_intake_rules(summary)]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [_result(summary, finding, index) for finding in summary.findings]
    results += [_problem(trouble, index) for trouble in summary.intake.problems]
    driver = {"name": "farflung", "semanticVersion": summary.version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(summary)],
        "artifacts": [{"location": {"uri": uri(file.name)}} for file in summary.intake.files],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(summary: Summary) -> Json:
    made: Json = {"endTimeUtc": f"{summary.made:%Y-%m-%dT%H:%M:%S}Z"} if summary.made else {}
    return {
        "executionSuccessful": True,
        "exitCode": summary.ending.status,
        "exitCodeDescription": summary.ending.why,
        **made,
    }


def _rules(summary: Summary) -> list[Json]:
    """Every rule of every check, found or not, with the worst severity it was found with."""
    worst: dict[str, Severity] = {}
    for finding in summary.findings:
        worst[finding.rule] = max(worst.get(finding.rule, Severity.NOTE), finding.severity)
    return [
        _rule(rule, f"{check.title}: {said}", worst.get(rule, Severity.WARNING))
        for check in summary.report.checks
        for rule, said in check.rules.items()
    ]


def _intake_rules(summary: Summary) -> list[Json]:
    codes = {trouble.code: trouble.severity for trouble in summary.intake.problems}
    return [
        _rule(f"{_INTAKE}.{code}", f"What was read: {code.replace('-', ' ')}", severity)
        for code, severity in sorted(codes.items())
    ]


def _rule(key: str, said: str, severity: Severity) -> Json:
    return {
        "id": key,
        "name": "".join(word.capitalize() for word in key.replace("-", ".").replace("_", ".").split(".")),
        "shortDescription": {"text": said},
        "defaultConfiguration": {"level": severity.word},
    }


def _result(summary: Summary, finding: Finding, index: dict[str, int]) -> Json:
    made: Json = {
        "ruleId": finding.rule,
        "level": finding.severity.word,
        "message": {"text": _message(summary, finding)},
        "locations": _locations(summary, finding),
        "partialFingerprints": {"farflung/v1": finding.fingerprint},
        "properties": {
            "subject": finding.subject,
            "basis": finding.basis,
            "who": [person.name for person in summary.people(finding.who)],
            "fixes": [f"{fix.action}: {fix.effect}" for fix in finding.fixes],
            "tags": [summary.kind(finding), *finding.tags],
        },
    }
    related = [_related(item, n) for n, item in enumerate(finding.evidence) if item.source]
    if related:
        made["relatedLocations"] = related
    if finding.rule in index:
        made["ruleIndex"] = index[finding.rule]
    return made


def _message(summary: Summary, finding: Finding) -> str:
    when = times.when(summary, finding.spans, finding.who)
    lines = [f"{finding.title}.", finding.cause]
    if when:
        lines.append(
            "When: " + " · ".join((when.main, *when.beside)) + (f"; {when.more}" if when.more else "")
        )
    if finding.who:
        lines.append(f"Who: {summary.names(finding.who)}")
    lines += [f"Fix: {fix.action}: {fix.effect}" for fix in finding.fixes]
    return "\n".join(lines)


def _locations(summary: Summary, finding: Finding) -> list[Json]:
    """Where it was read; a finding about the whole points at the first file."""
    sources = [finding.source, *(item.source for item in finding.evidence)]
    known = next((source for source in sources if source is not None), None)
    if known is None and summary.intake.files:
        known = Source(summary.intake.files[0].name)
    return [{"physicalLocation": _physical(known)}] if known else []


def _physical(source: Source) -> Json:
    made: Json = {"artifactLocation": {"uri": uri(source.file)}}
    if source.line is not None:
        made["region"] = {"startLine": source.line}
        if source.column is not None:
            made["region"]["startColumn"] = source.column
    return made


def _related(item: Evidence, number: int) -> Json:
    source = item.source or Source("")
    return {
        "id": number,
        "physicalLocation": _physical(source),
        "message": {"text": f"{item.label}: {item.value}"},
    }


def _problem(trouble: Trouble, index: dict[str, int]) -> Json:
    rule = f"{_INTAKE}.{trouble.code}"
    read = f" Read: {trouble.read}." if trouble.read else ""
    column = f" ({trouble.column})" if trouble.column else ""
    made: Json = {
        "ruleId": rule,
        "ruleIndex": index[rule],
        "level": trouble.severity.word,
        "message": {"text": f"{trouble.message}{column}.{read} {trouble.remedy}".strip()},
    }
    if trouble.file:
        made["locations"] = [{"physicalLocation": _physical(Source(trouble.file, trouble.line))}]
    return made


def uri(file: str) -> str:
    """A file name as a URI reference: relative names stay relative."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
