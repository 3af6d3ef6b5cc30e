"""The command line: one file per verb, each thin.

This is the edge of the product: the only place that reads the clock (``clock.py``), arguments and the
terminal.
"""
