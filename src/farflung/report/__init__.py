"""Findings and plans to terminal, HTML, JSON, SARIF, CSV and ICS.

Shows what the engine answered and adds no judgement of its own. Knows nothing of readers: what reading
the files gave comes in as an `IntakeSummary`. Start with `render(summary, Format.HTML)`; `FORMATS` is the
table of all formats, `write` puts a text into a file at once or not at all.
"""

from farflung.report.formats import FORMATS, Form, Format, render
from farflung.report.summary import (
    Asked,
    Ending,
    FileRead,
    IntakeSummary,
    Remark,
    Summary,
    Trouble,
)
from farflung.report.write import refusal, write

__all__ = [
    "FORMATS",
    "Asked",
    "Ending",
    "FileRead",
    "Form",
    "Format",
    "IntakeSummary",
    "Remark",
    "Summary",
    "Trouble",
    "refusal",
    "render",
    "write",
]
