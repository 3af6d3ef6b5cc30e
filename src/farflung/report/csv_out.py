"""The fixes as a sheet: one row for each thing to take out of, or to put into, a calendar or a rota."""

import csv
from io import StringIO

from farflung.draw.markup import plain
from farflung.report.changes import fixes_with_changes, rows
from farflung.report.summary import Summary

HEAD = (
    "finding", "rule", "title", "fix", "action", "effect",
    "verb", "kind", "what", "who", "starts", "ends", "zone", "repeats", "until", "without",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A sheet takes a cell that begins like this for a formula (OWASP, *CSV injection*)."""


def sheet(summary: Summary) -> str:
    """RFC 4180, with CRLF; a cell that a sheet would run begins with an apostrophe instead."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for finding, rank, fix in fixes_with_changes(summary):
        about = (finding.fingerprint, finding.rule, finding.title, str(rank), fix.action, fix.effect)
        for row in rows(summary, fix):
            said = (
                row.verb,
                row.kind,
                row.what,
                row.who,
                row.starts,
                row.ends,
                row.zone,
                row.repeats,
                row.until,
                row.without,
            )
            writer.writerow([cell(text) for text in (*about, *said)])
    return out.getvalue()


def cell(text: str) -> str:
    """A text that no sheet runs."""
    safe = plain(text)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe
