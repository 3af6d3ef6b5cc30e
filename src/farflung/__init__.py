"""Farflung: the system a company with no headquarters runs on.

Files or a database become one frozen value, the Atlas (people x places x time x jurisdictions);
the engine answers questions about it; the storeys above show the answers. ARCHITECTURE.md has the plan
of the house.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
