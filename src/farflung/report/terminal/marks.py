"""The marks of severities: a word, a shape and, where there is colour, a colour."""

from farflung.engine.checks import Severity

SYMBOLS = {Severity.ERROR: "◆", Severity.WARNING: "▲", Severity.NOTE: "●"}
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold blue"}
