"""The twelve worst findings, and a count of the rest by kind."""

from collections.abc import Sequence

from farflung.engine.checks import Finding
from farflung.report import times
from farflung.report.summary import Summary
from farflung.report.terminal.lines import Line, heading, line, said
from farflung.report.terminal.marks import STYLES, SYMBOLS

MOST, _MOST_OF_A_RULE = 12, 4
_MOST_FIXES = 2
_INDENT = 10
_LABEL = 16


def findings(summary: Summary) -> list[Line]:
    """Worst first."""
    if not summary.findings:
        return [heading("Nothing was found in the time looked at.")]
    shown = summary.leading(MOST, _MOST_OF_A_RULE)
    out = [heading("Worst first")]
    for finding in shown:
        out += _finding(summary, finding)
        out.append(line(""))
    return [*out[:-1], *_rest(summary, summary.others(shown))]


def _finding(summary: Summary, finding: Finding) -> list[Line]:
    symbol = said((f"{SYMBOLS[finding.severity]} {finding.severity.word.upper()}", STYLES[finding.severity]))
    out = [line((finding.title, "bold"), indent=_INDENT, label=symbol)]
    out.append(_said("why", finding.cause))
    when = times.when(summary, finding.spans, finding.who)
    if when is not None:
        out.append(
            _said("when", " · ".join((when.main, *when.beside)) + (f"; {when.more}" if when.more else ""))
        )
    if finding.who:
        out.append(_said("who", summary.names(finding.who)))
    for number, fix in enumerate(finding.fixes[:_MOST_FIXES]):
        word = "fix" if number == 0 else "or"
        label = said(" " * _INDENT, (word, "green"))
        out.append(
            line((fix.action, "green"), f": {fix.effect}" if fix.effect else "", indent=_LABEL, label=label)
        )
    out.append(_said("rule", ", ".join(filter(None, (finding.rule, finding.basis, _read_in(finding))))))
    return out


def _read_in(finding: Finding) -> str:
    """File and line, unless the basis names them already."""
    source = finding.source
    if source is None or str(source).removesuffix(f":{source.column}") in finding.basis:
        return ""
    return str(source)


def _said(word: str, text: str) -> Line:
    return line(text, indent=_LABEL, label=said(" " * _INDENT, (word, "dim")))


def _rest(summary: Summary, rest: Sequence[Finding]) -> list[Line]:
    if not rest:
        return []
    kinds = (f"{summary.kind_title(kind)} {number:,}" for kind, number in summary.by_kind(rest).items())
    more = times.count(len(rest), "more finding")
    return [line(""), line((f"and {more}: ", "bold"), ", ".join(kinds), ". All of them: --format html")]
