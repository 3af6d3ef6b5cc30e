"""Whether bytes are a calendar, told without the reader, which takes long to load."""

from typing import Final

_SAMPLE: Final = 4096


def looks_like_ics(data: bytes) -> bool:
    """Whether the beginning of a file is that of an iCalendar file, in any Unicode encoding."""
    head = data[:_SAMPLE].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper()
    return head.startswith(b"BEGIN:VCALENDAR") or b"\nBEGIN:VCALENDAR" in head
