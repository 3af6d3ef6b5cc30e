"""The report for a terminal, a pipe or a log: text of a given width, in colour only where asked for."""

from farflung.report.terminal.layout import screen

__all__ = ["screen"]
