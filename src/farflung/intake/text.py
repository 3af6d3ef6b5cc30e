"""Bytes to text: which encoding, said out loud where it was a guess; and what is not text at all."""

from dataclasses import dataclass

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said, said
from farflung.intake.errors import FileError
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.notebook import shown
from farflung.intake.problem import Problem

_SAMPLE = 65_536
_SAVE_AS_CSV = said("Open it where it came from and save it as CSV (UTF-8).")
_PICTURE = said("Give the list that the picture was made from.")

# First bytes of what people drop here by mistake, longest first where one begins another.
_SIGNATURES: tuple[tuple[bytes, Said, Said], ...] = (
    (b"PK\x03\x04", said("a zip archive or an Excel workbook (.xlsx)"), _SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0", said("an old Excel workbook (.xls) or Office document"), _SAVE_AS_CSV),
    (b"%PDF", said("a PDF"), said("Export the list itself, as CSV.")),
    (b"\x1f\x8b", said("compressed with gzip"), said("Unpack it first: gunzip FILE.")),
    (b"BZh", said("compressed with bzip2"), said("Unpack it first: bunzip2 FILE.")),
    (b"\xfd7zXZ", said("compressed with xz"), said("Unpack it first: unxz FILE.")),
    (b"SQLite format 3", said("an SQLite database"), said("Export the table of people as CSV.")),
    (b"\x89PNG", said("a picture (PNG)"), _PICTURE),
    (b"\xff\xd8\xff", said("a picture (JPEG)"), _PICTURE),
    (b"GIF8", said("a picture (GIF)"), _PICTURE),
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
        raise _refused(file, "file-too-large", *too_large(len(data), limits.file_bytes))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise _refused(
            file, "empty-file", said("the file is empty."), said("Write a header line and a row per person.")
        )
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


def too_large(has: int, most: int) -> tuple[Said, Said]:
    """What is wrong with a file of more bytes than are read, and what to do."""
    size, bound = (round(n / 1024 / 1024) for n in (has, most))
    message = said("the file has {size:,} MB; at most {most:,} MB are read.", size=size, most=bound)
    return message, said("Split it, or drop columns.")


def _marked(file: str, data: bytes, codec: str) -> Text:
    name = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32"}[codec]
    try:
        return Text(file, data.decode(codec), name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = said(
            "the file says that it is {encoding}, and line {line} is not; unreadable signs are shown as �.",
            encoding=name,
            line=line,
        )
        remedy = said("Save it as UTF-8.")
        problem = Problem(Severity.WARNING, "broken-encoding", file, message, remedy, line)
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
    message = said("the file is not UTF-8; {encoding} is assumed.", encoding=name)
    remedy = said("Look whether the names are right; if not, save the file as UTF-8.")
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
            raise _refused(file, "not-text", said("the file is {kind}, not text.", kind=kind), remedy)


def _refuse_binary(file: str, data: bytes) -> None:
    sample = data[:_SAMPLE]
    control = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32), 127))
    if control * 50 > len(sample):
        at = next(n for n, byte in enumerate(sample) if byte < 9 or 13 < byte < 32 or byte == 127)
        read = " ".join(f"{byte:02x}" for byte in sample[at : at + 8])
        message = said("the file is not text: byte {at} and after are {read}.", at=at, read=read)
        raise _refused(file, "not-text", message, said("Give a CSV, JSON, ICS or YAML file."))


def _refused(file: str, code: str, message: Said, remedy: Said) -> FileError:
    return FileError(Problem(Severity.ERROR, code, file, message, remedy))
