"""How much a reader takes in before it says "too much" instead of taking the machine down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a file, characters of a cell, rows and columns of a sheet.

    The largest company of the benchmarks has 50,000 people; a name, a place or a list of skills of more
    than ten thousand characters is somebody's accident, and a whole megabyte in a cell is common enough
    (a picture or a mail pasted into a sheet) to deserve its own message.
    """

    file_bytes: int = 64 * 1024 * 1024
    cell_chars: int = 10_000
    rows: int = 250_000
    columns: int = 1_000


DEFAULT_LIMITS = Limits()
