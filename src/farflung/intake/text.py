"""Bytes to text: which encoding, said out loud where it was a guess; and what is not text at all."""

from dataclasses import dataclass

from farflung.engine.checks.finding import Severity
from farflung.intake.errors import FileError
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.notebook import shown
from farflung.intake.problem import Problem

_SAMPLE = 65_536
_SAVE_AS_CSV = "Open it where it came from and save it as CSV (UTF-8)."

# First bytes of what people drop here by mistake, longest first where one begins another.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook (.xlsx)", _SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or Office document", _SAVE_AS_CSV),
    (b"%PDF", "a PDF", "Export the list itself, as CSV."),
    (b"\x1f\x8b", "compressed with gzip", "Unpack it first: gunzip FILE."),
    (b"BZh", "compressed with bzip2", "Unpack it first: bunzip2 FILE."),
    (b"\xfd7zXZ", "compressed with xz", "Unpack it first: unxz FILE."),
    (b"SQLite format 3", "an SQLite database", "Export the table of people as CSV."),
    (b"\x89PNG", "a picture (PNG)", "Give the list that the picture was made from."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Give the list that the picture was made from."),
    (b"GIF8", "a picture (GIF)", "Give the list that the picture was made from."),
)
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text: `encoding` by its usual name, `problems` where that was assumed."""

    file: str
    content: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(file: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Text:
    """The text of a file; raises `FileError` where it is too large, empty or not text."""
    if len(data) > limits.file_bytes:
        size, most = (f"{n / 1024 / 1024:,.0f} MB" for n in (len(data), limits.file_bytes))
        raise _refused(
            file,
            "file-too-large",
            f"the file has {size}; at most {most} are read.",
            "Split it, or drop columns.",
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise _refused(file, "empty-file", "the file is empty.", "Write a header line and a row per person.")
    _refuse_known_formats(file, data)
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(file, data, codec)
    if order := _silent_utf16(data):
        name = order.upper()
        return Text(file, data.decode(order, "replace"), name, (_assumed(file, name, None, ""),))
    _refuse_binary(file, data)
    try:
        return Text(file, data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        return _western(file, data, error.start)


def _marked(file: str, data: bytes, codec: str) -> Text:
    name = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32"}[codec]
    try:
        return Text(file, data.decode(codec), name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file says that it is {name}, and line {line} is not; unreadable signs are shown as �."
        problem = Problem(Severity.WARNING, "broken-encoding", file, message, "Save it as UTF-8.", line)
        return Text(file, data.decode(codec, "replace"), name, (problem,))


def _western(file: str, data: bytes, start: int) -> Text:
    # Windows-1252 leaves five bytes undefined; a file that uses one of them is Latin-1 or worse.
    try:
        content, name = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        content, name = data.decode("latin-1"), "Latin-1"
    line = data.count(b"\n", 0, start) + 1
    begin = content.rfind("\n", 0, start) + 1
    return Text(
        file, content, name, (_assumed(file, name, line, content[begin : begin + 80].split("\n")[0]),)
    )


def _assumed(file: str, name: str, line: int | None, read: str) -> Problem:
    message = f"the file is not UTF-8; {name} is assumed."
    remedy = "Look whether the names are right; if not, save the file as UTF-8."
    return Problem(Severity.NOTE, "encoding-assumed", file, message, remedy, line, None, shown(read) or None)


def _silent_utf16(data: bytes) -> str | None:
    """Every other byte of western text in UTF-16 is zero, and which one tells the order."""
    sample = data[:_SAMPLE]
    evens, odds = sample[0::2].count(0), sample[1::2].count(0)
    if max(evens, odds) * 2 < len(sample) * 0.4 or min(evens, odds) * 20 > max(evens, odds):
        return None
    return "utf-16-le" if odds > evens else "utf-16-be"


def _refuse_known_formats(file: str, data: bytes) -> None:
    for signature, kind, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise _refused(file, "not-text", f"the file is {kind}, not text.", remedy)


def _refuse_binary(file: str, data: bytes) -> None:
    sample = data[:_SAMPLE]
    control = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32), 127))
    if control * 50 > len(sample):
        at = next(n for n, byte in enumerate(sample) if byte < 9 or 13 < byte < 32 or byte == 127)
        read = " ".join(f"{byte:02x}" for byte in sample[at : at + 8])
        message = f"the file is not text: byte {at} and after are {read}."
        raise _refused(file, "not-text", message, "Give a CSV, JSON, ICS or YAML file.")


def _refused(file: str, code: str, message: str, remedy: str) -> FileError:
    return FileError(Problem(Severity.ERROR, code, file, message, remedy))
