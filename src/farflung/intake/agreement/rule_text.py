"""A coverage rule as a person says it: `at least 2 at all times`, `one on Payments, Mon-Fri 9-18 UTC`."""

import re

from farflung.engine.model import CoverageRule, Source
from farflung.engine.said import SaidError, in_turn, said, sentence, why
from farflung.intake.agreement.window_text import Window, WindowError, read_days, read_window

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(\d{{1,4}}|{'|'.join(_WORDS)}|nobody|somebody|someone)"
_LEAST = r"(?:\bat least|\b(?:no|never) (?:fewer|less) than|\bmin(?:imum|\.)?(?: of)?|>=|≥)"
_MOST = r"(?:\bat most|\b(?:no|never) more than|\bmax(?:imum|\.)?(?: of)?|\bup to|<=|≤)"
_AMOUNTS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"\bbetween {_NUMBER} and {_NUMBER}\b(?!\s*(?:am|pm|:))", "between"),
        (rf"{_LEAST}\s*{_NUMBER}\b", "least"),
        (rf"{_MOST}\s*{_NUMBER}\b", "most"),
        (rf"\b(?:exactly|just|only)\s+{_NUMBER}\b", "exactly"),
        (rf"\balways\s+{_NUMBER}\b", "least"),
        (rf"\b{_NUMBER}\s*(?:or more\b|and more\b|\+)", "least"),
        (rf"^\s*{_NUMBER}\b(?!\s*[-–:])", "least"),
    )
)
_ALWAYS = re.compile(
    r"\b(?:at all times|all the time|always|24\s*[/x]\s*7|a?round the clock|day and night|24 hours a day)\b",
    re.IGNORECASE,
)
_DAY = (  # no other word that begins so, such as Monitoring
    r"(?:mon|tue(?:s)?|wed(?:s|nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b\.?"
    r"|daily|every ?day|weekdays?|weekends?"
)
_DAYS = rf"(?:{_DAY})(?:\s*(?:[-–,&]|to|and)\s*(?:{_DAY}))*"
_CLOCK = r"\d{1,2}(?::\d\d)?(?:\s*(?:am|pm)\b)?"  # not the first letters of America
_ZONE = r"(?:\s*(?:in\s+)?((?-i:[A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+)+|UTC)))?"
_HOURS = re.compile(
    rf"(?:\bon\s+)?(?P<days>{_DAYS})?\s*,?\s*(?:\bfrom\s+|\bbetween\s+)?"
    rf"(?P<hours>{_CLOCK}\s*(?:[-–]|to|and|until)\s*{_CLOCK}){_ZONE}",
    re.IGNORECASE,
)
_ONLY_DAYS = re.compile(rf"(?:\bon\s+)?\b(?P<days>{_DAYS})\b{_ZONE}", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:on|for|in|of|at|watch(?:es|ing)?|cover(?:s|ing)?|hold(?:s|ing)?)\s+(?:the\s+)?(?P<what>\S.*)$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|excluding|apart from|other than|but not|not (?:on|at|in))\b", re.IGNORECASE
)
_STATES = re.compile(r"\b(?:on duty|on shift|on[- ]call|online|awake|available|working)\b", re.IGNORECASE)
_FILLERS = re.compile(
    r"\b(?:people|persons?|agents?|engineers?|members?|colleagues?|of us|is|are|be|must|should|there|we"
    r"|needs?|have|has|the|a|duty|team)\b",
    re.IGNORECASE,
)
_REMEDY = said(
    'Say it like "at least 2 at all times" or "exactly 1 on Payments, Mon-Fri 09:00-18:00 Europe/Lisbon".'
)


class RuleTextError(SaidError):
    """The sentence is no coverage rule; the message says what is missing and shows one that is."""


def parse_rule(text: str, source: Source | None = None) -> CoverageRule:
    """The rule in a sentence; raises `RuleTextError`.

    What it is about ("on Payments") goes into `duty` as written; `bound` (in `binding`) finds out whether
    that is a duty, a team, or just a word.
    """
    plain = " ".join(text.strip().strip("\"'").rstrip(".!").split())
    found = next(((m, kind) for pattern, kind in _AMOUNTS if (m := pattern.search(plain))), None)
    if found is None:
        message = said("{text!r} does not say how many people.", text=text)
        raise RuleTextError(in_turn(message, _REMEDY))
    match, kind = found
    minimum, maximum = _bounds(kind, [_number(group) for group in match.groups()])
    rest = _without(plain, match)
    try:
        window, rest = _window(rest)
        refuse_impossible(plain, minimum, maximum)
        return CoverageRule(
            plain,
            minimum,
            maximum,
            _about(rest),
            None,
            window.pattern,
            window.zone,
            source=source,
            named=False,
        )
    except (ValueError, WindowError) as error:
        message = sentence(said("{text!r}: {why}", text=text, why=why(error)))
        raise RuleTextError(in_turn(message, _REMEDY)) from error


def refuse_impossible(name: str, minimum: int, maximum: int | None) -> None:
    """Raises `SaidError` for more people at least than at most."""
    if maximum is not None and maximum < minimum:
        raise SaidError(
            said(
                "coverage rule {name!r}: between {least} and {most} people is impossible",
                name=name,
                least=minimum,
                most=maximum,
            )
        )


def _bounds(kind: str, numbers: list[int]) -> tuple[int, int | None]:
    first = numbers[0]
    if kind == "between":
        return first, numbers[1]
    if kind == "exactly":
        return first, first
    return (first, None) if kind == "least" else (0, first)


def _number(word: str) -> int:
    low = word.casefold()
    if low.isdigit():
        return int(low)
    return _WORDS.index(low) if low in _WORDS else {"nobody": 0}.get(low, 1)


def _window(text: str) -> tuple[Window, str]:
    """The window in the rest of the sentence, and what is left; no window is always.

    "At all times on weekdays" is the whole of those days; with hours beside it, it contradicts itself.
    """
    left_out = _EXCEPT.search(text)
    if left_out is not None:
        words = left_out[0]
        raise WindowError(
            said("{words!r} is not understood: name the days and hours in which it holds", words=words)
        )
    hours, always = _HOURS.search(text), _ALWAYS.search(text)
    if hours is not None:
        if always is not None:
            raise WindowError(
                said(
                    "{one!r} and {other!r} cannot both hold: leave one out",
                    one=always[0],
                    other=hours["hours"],
                )
            )
        found = read_window(_dashed(hours["hours"]), hours[3], hours["days"], every_day=True)
        return found, _without(text, hours)
    if always is not None:
        text = _ALWAYS.sub(" ", text)
    days = _ONLY_DAYS.search(text)
    if days is not None:
        return read_days(days["days"], days[2]), _without(text, days)
    return Window(), text


def _dashed(hours: str) -> str:
    return re.sub(r"\s*(?:–|\bto\b|\band\b|\buntil\b)\s*", "-", hours, flags=re.IGNORECASE)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _about(rest: str) -> str | None:
    plain = " ".join(_STATES.sub(" ", rest).split()).strip(" ,;:")
    match = _ABOUT.search(plain)
    words = match["what"] if match else plain
    return " ".join(_FILLERS.sub(" ", words).split()).strip(" ,;:.") or None
