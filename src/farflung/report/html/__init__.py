"""The report as one self-contained HTML file: no script, nothing loaded, readable on a phone and on paper."""

from farflung.report.html.document import page

__all__ = ["page"]
