"""What the company's agreements say of messages outside own hours, by person and date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Agreement, MessageRules, Person
from farflung.rulepacks import Mode

MESSAGES = "messages"
"""The rule kind that an exemption names."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The rules that can hold for somebody; the same value for all for whom the same ones can."""

    rules: tuple[tuple[Agreement, MessageRules], ...] = ()

    def mode(self, country: str | None, day: date) -> Mode | None:
        """The strictest rule in force that day for people of a country; None where nothing is agreed."""
        held = [rule.outside_hours for agreement, rule in self.rules if _holds(agreement, country, day)]
        return max(held, key=lambda mode: mode.strictness, default=None)

    @property
    def edges(self) -> frozenset[date]:
        """Every date from which on something else may hold."""
        agreements = [agreement for agreement, _ in self.rules]
        last = {agreement.expires for agreement in agreements}
        last |= {exemption.until for agreement in agreements for exemption in agreement.exemptions}
        return frozenset(day + _DAY for day in last if day is not None)


def _holds(agreement: Agreement, country: str | None, day: date) -> bool:
    if agreement.expires is not None and day > agreement.expires:
        return False
    return not any(
        MESSAGES in exemption.rules
        and country in exemption.countries
        and (exemption.until is None or day <= exemption.until)
        for exemption in agreement.exemptions
    )


class Agreements:
    """The agreements of an Atlas on messages; few companies have any, and then nothing is looked up."""

    def __init__(self, atlas: Atlas) -> None:
        self._rules = tuple((a, rule, _members(atlas, rule)) for a in atlas.agreements for rule in a.messages)

    def of(self, person: Person) -> Agreed:
        """The rules for a person: those for everybody, and those of their teams."""
        return Agreed(tuple(self._for(person.id))) if self._rules else Agreed()

    def _for(self, person: str) -> Iterator[tuple[Agreement, MessageRules]]:
        for agreement, rule, members in self._rules:
            if members is None or person in members:
                yield agreement, rule


def _members(atlas: Atlas, rule: MessageRules) -> frozenset[str] | None:
    if rule.team is None:
        return None
    wanted = rule.team.strip().casefold()
    teams = (ids for name, ids in atlas.members.items() if name.strip().casefold() == wanted)
    return frozenset(person for ids in teams for person in ids)
