"""Whether an invitation says what the meeting is about. Its words are looked at here and never kept.

Calendar programs write joining instructions into the same field, so a description that holds only
those is no agenda.
"""

import re

_BLOCKS = re.compile(
    r"-::~:~::~.*?(?:~::~:~::-|\Z)"  # Google Meet brackets its instructions with these
    r"|_{20,}.*?(?:_{20,}|\Z)"  # Microsoft Teams rules them off
    r"|─{5,}.*?(?:─{5,}|\Z)",  # Zoom's add-in
    re.DOTALL,
)
_JOINING = re.compile(
    r"https?://\S+"
    r"|^\s*(?:join|dial|call|find your local|one[- ]tap|meeting (?:id|number|link|password|url)|passcode"
    r"|password|pin|phone|conference id|video ?call link|webex|zoom|microsoft teams|google meet|learn more"
    r"|need help|reset|or call|or dial|more phone|view your event|please do not edit)\b.*$"
    r"|^\s*(?:.{0,40} is inviting you to a scheduled .{0,20}meeting.*)$"
    r"|[+(]?\d[\d ()#,*+-]{6,}",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,500}>|&nbsp;")
_WORDS = re.compile(r"[^\W\d_]{2,}")

_FEWEST_WORDS = 2
_LONGEST, _LONGEST_LINE = 20_000, 400
"""Nobody writes an agenda after this many letters of joining instructions."""


def says_something(value: str) -> bool:
    """Whether a DESCRIPTION holds at least two words of its own."""
    text = _TAG.sub(" ", value[:_LONGEST].replace("\\n", "\n").replace("\\N", "\n").replace("\\", ""))
    words = 0
    for line in _BLOCKS.sub(" ", text).splitlines():
        words += len(_WORDS.findall(_JOINING.sub(" ", line[:_LONGEST_LINE])))
        if words >= _FEWEST_WORDS:
            return True
    return False
