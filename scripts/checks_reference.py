"""The reference of the checks, from the one table of them, and of the limits of what is read."""

from farflung.engine.atlas.expand import MOST_OCCURRENCES
from farflung.engine.atlas.presence import HORIZON
from farflung.engine.checks.clock_changes_fix import MOST_SIMULATED
from farflung.engine.checks.contradictions_promises import MOST_PAIRS
from farflung.engine.checks.registry import CHECKS
from farflung.engine.time.tzif import HORIZON_YEAR
from farflung.intake.agreement.yaml_tree import MOST_CHARACTERS
from farflung.intake.ics.lines import MOST_BYTES, MOST_LINE_BYTES
from farflung.intake.ics.series import MOST_EVENTS
from farflung.intake.limits import DEFAULT_LIMITS
from scripts.markdown import MADE_BY, table

CHECKS_HEAD = """\
`farflung check` runs all of these. A check is silent about what is not in the files: without meetings nothing
is said of meetings. Every finding names its rule id, on the terminal and in JSON, SARIF and CSV.

- An **error** breaks a written rule, or leaves nobody there where a rule asks for somebody.
- A **warning** will hurt somebody, or breaks a rule that the roster only implies.
- A **note** is worth knowing.

A finding *flags*; it never says that something is allowed or forbidden. How they are made:
[How findings are made](../explanation/how-findings-are-made.md).
"""

LIMITS_HEAD = """\
What is more than this is told, with its file and line; nothing is passed over silently. These are no options
of the command line; as a library, `load(..., limits=Limits(...))` takes others for files, rows and cells.
"""


def checks_page() -> str:
    """Every check, with every rule it may report."""
    parts = ["# Checks\n", MADE_BY, CHECKS_HEAD]
    for check in CHECKS:
        rows = ((f"`{rule}`", sentence) for rule, sentence in check.rules.items())
        parts.append(f"## {check.title}\n\n{table(('rule', 'flags'), rows)}")
    return "\n".join(parts)


def limits_page() -> str:
    """How much is read and looked at."""
    rows = (
        ("a file", f"{DEFAULT_LIMITS.file_bytes // 2**20} MB", "refused"),
        ("rows of a sheet", f"{DEFAULT_LIMITS.rows:,}", "the first are read"),
        ("columns of a sheet", f"{DEFAULT_LIMITS.columns:,}", "the first are read"),
        ("characters of a cell", f"{DEFAULT_LIMITS.cell_chars:,}", "the cell is left out"),
        ("a calendar", f"{MOST_BYTES // 2**20} MB", "refused"),
        ("a line of a calendar", f"{MOST_LINE_BYTES // 2**20} MB", "the line is left out"),
        ("events of a calendar", f"{MOST_EVENTS:,}", "the first are read"),
        ("occurrences of one series", f"{MOST_OCCURRENCES:,}", "the series is refused"),
        ("characters of an agreement", f"{MOST_CHARACTERS:,}", "refused"),
        ("pairs of teams measured for a promise", f"{MOST_PAIRS:,}", "the finding says how many more"),
        ("people of a series anchored anew on trial", f"{MOST_SIMULATED:,}", "no such fix is offered"),
        ("days of one report", "731", "refused on the command line"),
        ("how far a next working hour is looked for", f"{HORIZON.days} days", "said to be unknown"),
        ("how far rules of clocks are written out", f"the end of {HORIZON_YEAR}", "the last offset goes on"),
    )
    return "\n".join(("# Limits\n", MADE_BY, LIMITS_HEAD, table(("of", "at most", "more than that"), rows)))
