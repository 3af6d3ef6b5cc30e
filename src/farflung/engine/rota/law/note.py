"""What is said besides rules: unknown, open, silent, not read."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from farflung.engine.coverage.words import date_text, hours_text
from farflung.engine.said import Said, said, said_of
from farflung.rulepacks import Evidence, Threshold
from farflung.rulepacks import Rule as Law


class NoteKind(StrEnum):
    """Why a note is there."""

    UNKNOWN = "unknown"  # the rule has expired, or nothing is recorded
    CONDITION = "condition"  # it holds only if something is so that no map tells
    SILENT = "silent"  # the law was read and sets no figure
    NOT_READ = "not-read"  # it has a figure that no rule of a rota keeps
    NOWHERE = "nowhere"  # no country is known for the person


@dataclass(frozen=True, slots=True)
class LawNote:
    """`text` is for people, `rule` the id in the rule packs ("": none), `people` are whom it is about."""

    kind: NoteKind
    text: Said
    rule: str = ""
    people: frozenset[str] = frozenset()


def basis_of(law: Law, bound: Threshold, *, stale: bool = False) -> str:
    """The ground of a rule: source, place, figure, day of checking, and what makes it less than sure."""
    parts = [f"{law.source} ({law.jurisdiction}, {figure_of(bound)}), checked {law.checked}"]
    if law.evidence is Evidence.UNCONFIRMED:
        parts.append("unconfirmed")
    if stale:
        parts.append(f"unknown since {law.expires}")
    if law.applies_if:
        parts.append(f"only if {law.applies_if}")
    return "; ".join(parts)


def figure_of(bound: Threshold) -> Said:
    """The figure of a bound: "11 h", "6 days"."""
    if bound.unit == "hours":
        return hours_text(timedelta(hours=bound.value))
    if bound.unit == "nights":
        return said_of("{count} night", "{count} nights", int(bound.value))
    return said_of("{count} day", "{count} days", int(bound.value))


def unknown(law: Law, on: date) -> LawNote:
    """The rule has expired by a date of the plan."""
    text = said(
        "{title} ({place}) is unknown on {day}: our reading was good until {expires}; last known {figures}",
        title=law.title, place=law.jurisdiction, day=date_text(on), expires=date_text(law.expires),
        figures=_figures(law),
    )  # fmt: skip
    return LawNote(NoteKind.UNKNOWN, text, law.id)


def _figures(law: Law) -> tuple[str, ...]:
    if law.window is not None:
        return (f"{law.window.start:%H:%M}-{law.window.end:%H:%M}",)
    return tuple(map(figure_of, law.thresholds))


def nothing(place: str) -> LawNote:
    """No rule is recorded for a place."""
    return LawNote(
        NoteKind.UNKNOWN, said("No law on working time is recorded for {place}: unknown", place=place)
    )


def conditional(law: Law) -> LawNote:
    """It holds only if something is so; whoever knows can say."""
    text = said(
        "{title} ({place}) is told, not kept, until somebody says whether it holds: only if {condition}",
        title=law.title, place=law.jurisdiction, condition=law.applies_if,
    )  # fmt: skip
    return LawNote(NoteKind.CONDITION, text, law.id)


def silent(law: Law) -> LawNote:
    """The law was read and sets no figure."""
    return LawNote(NoteKind.SILENT, said("{place}: {words}", words=law.means, place=law.jurisdiction), law.id)


def not_read(law: Law) -> LawNote:
    """No rule of a rota keeps it, or what it asks about was not given."""
    text = said(
        "{title} ({place}) is not looked at here: {means}",
        title=law.title, place=law.jurisdiction, means=law.means,
    )  # fmt: skip
    return LawNote(NoteKind.NOT_READ, text, law.id)


def nowhere() -> LawNote:
    """No country is known of somebody."""
    return LawNote(NoteKind.NOWHERE, said("No country is known for somebody of the plan: no law is read"))
