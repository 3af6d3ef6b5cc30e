"""For whom and until when a meeting rule holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from farflung.engine.checks.question import Question
from farflung.engine.model import Agreement, MeetingRules
from farflung.engine.said import Said, said

_KIND = "meetings"


@dataclass(frozen=True, slots=True)
class InForce:
    """A rule with the agreement it stands in."""

    agreement: Agreement
    rules: MeetingRules

    def basis(self, words: Said) -> Said:
        """The rule in words with its agreement and source."""
        written, where = self.agreement.name, str(self.rules.source or "")
        if where:
            written = where if where.startswith(written) else f"{written} ({where})"
        if not self.rules.team:
            return said("{source}: {rule}", source=written, rule=words)
        return said("{source}: {rule}, for {team}", source=written, rule=words, team=self.rules.team)


def in_force(question: Question) -> Iterator[InForce]:
    """Every meeting rule of every agreement that has not run out when the window begins."""
    first = question.window.start.date()
    for agreement in question.atlas.agreements:
        if agreement.expires is None or agreement.expires >= first:
            for rules in agreement.meetings:
                yield InForce(agreement, rules)


def bound(question: Question, rule: InForce, people: Iterable[str]) -> tuple[str, ...]:
    """Those of the people for whom the rule holds: of its team, and in no country or region left out."""
    asked = tuple(dict.fromkeys(people))
    if rule.rules.team:
        members = set(question.atlas.members.get(rule.rules.team, ()))
        asked = tuple(person for person in asked if person in members)
    exempt = _exempt_countries(rule.agreement, question.window.start.date())
    if not exempt:
        return asked
    return tuple(p for p in asked if question.atlas.person(p).place.country not in exempt)


def _exempt_countries(agreement: Agreement, on: date) -> frozenset[str]:
    held = (e for e in agreement.exemptions if _KIND in e.rules and (e.until is None or e.until >= on))
    return frozenset(country for exemption in held for country in exemption.countries)
