"""The burden ledger: what each carried before, on duties and in meetings, over the days they were there."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Carried:
    """`points` of burden over `days` days on which the person was there to carry any.

    Leave, and the time before somebody joined, are no days: who comes back owes nothing for them. A day of a
    contract of half a load is half a day.
    """

    points: float = 0.0
    days: float = 0.0

    def __post_init__(self) -> None:
        if self.points < 0 or self.days < 0:
            raise ValueError(f"a ledger cannot hold {self.points} points over {self.days} days")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was carried by person id; who is not in it carried nothing and was not there."""

    carried: Mapping[str, Carried] = field(default_factory=dict)

    def plus(self, other: "Ledger") -> "Ledger":
        """What was carried in both."""
        found = dict(self.carried)
        for person, more in other.carried.items():
            known = found.get(person, Carried())
            found[person] = Carried(known.points + more.points, known.days + more.days)
        return Ledger(found)

    def ahead(self, people: tuple[str, ...]) -> dict[str, float]:
        """By how many points each person is above (or below) their share of what these people carried.

        The share goes by days of presence, so a joiner or a returner stands at nought: nobody is flooded to
        catch up, and nobody is spared for having been away.
        """
        known = {person: self.carried.get(person, Carried()) for person in people}
        days = sum(entry.days for entry in known.values())
        rate = sum(entry.points for entry in known.values()) / days if days else 0.0
        return {person: entry.points - rate * entry.days for person, entry in known.items()}
