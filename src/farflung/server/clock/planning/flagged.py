"""What a rule would flag, in the reader's language: findings that are asked for and not kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from farflung.engine.checks import Finding
from farflung.engine.said import as_is
from farflung.server.clock.planning.finding_words import quoted, sentence_of, subject_words
from farflung.server.ui.reader import Reader
from farflung.server.ui.told import told


@dataclass(frozen=True, slots=True)
class Flagged:
    """One of them. `hits` is how many people it hits, `since` the first time at which it does.

    `fixes` are what would mend it, each with what the simulation showed.
    """

    severity: str
    rule: str
    title: str
    cause: str
    hits: int
    since: datetime | None
    fixes: tuple[tuple[str, str], ...]


def flagged(found: Iterable[Finding], reader: Reader) -> tuple[Flagged, ...]:
    """Findings as they are told to a reader who may know all that stands in them."""
    return tuple(_flagged(one, reader) for one in found)


def _flagged(one: Finding, reader: Reader) -> Flagged:
    about = subject_words(one.rule, one.subject)
    return Flagged(
        severity=one.severity.word,
        rule=one.rule,
        title=sentence_of(one.rule, quoted(about) if one.rule.startswith("meeting-rules.") else about),
        cause=_told(one.cause, reader),
        hits=len(one.who),
        since=one.start,
        fixes=tuple((_told(fix.action, reader), _told(fix.effect, reader)) for fix in one.fixes),
    )


def _told(text: str, reader: Reader) -> str:
    return told(as_is(text), reader)
