"""All rule packs, loaded and frozen, and the questions the engine asks of them."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from farflung.rulepacks.asking import Asking
from farflung.rulepacks.burden import BurdenTable
from farflung.rulepacks.errors import RulePackError
from farflung.rulepacks.groups import read_burden, read_memberships
from farflung.rulepacks.membership import Membership, jurisdictions_of
from farflung.rulepacks.reader import read_pack
from farflung.rulepacks.rule import Rule, Scope, Topic

DATA = Path(__file__).parent / "data"
CURRENT = frozenset({"in force", "unknown"})


@dataclass(frozen=True)
class RulePacks(Asking):
    """Every rule, membership and default.

    Places are ISO: "DE", "US", "US-CA", or "EU"; a city stands after its region: "US-WA/Seattle".
    An answer of None means that no rule is recorded: it is *unknown*, never "no
    limit". A rule returned may have status "unknown" (expired): ask it.
    """

    rules: tuple[Rule, ...]
    memberships: tuple[Membership, ...]
    burden: BurdenTable

    def burden_points(self) -> BurdenTable:
        """Farflung's default points for a meeting hour by the attendee's local clock."""
        return self.burden

    def jurisdictions(self, place: str, on: date) -> tuple[str, ...]:
        """The jurisdictions `place` lies in on `on`, most specific first."""
        return jurisdictions_of(place, on, self.memberships)

    def members(self, group: str, on: date) -> frozenset[str]:
        """Countries in "EU" or "EEA" on `on`."""
        return frozenset(m.country for m in self.memberships if m.group == group and m.holds(on))

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        found = next((rule for rule in self.rules if rule.id == rule_id), None)
        if found is None:
            raise KeyError(rule_id)
        return found

    def rules_for(self, jurisdictions: Iterable[str], topic: Topic, on: date) -> tuple[Rule, ...]:
        """Rules of exactly these jurisdictions that are in force on `on`, or unknown by then."""
        places = {place for name in jurisdictions for place in self._places.get((topic, name), ())}
        rules = (self.rules[place] for place in sorted(places))
        return tuple(rule for rule in rules if rule.status(on) in CURRENT)

    @cached_property
    def _places(self) -> dict[tuple[Topic, str], list[int]]:
        """Where among the rules those of a topic and jurisdiction stand: it is asked for every country."""
        found: dict[tuple[Topic, str], list[int]] = {}
        for place, rule in enumerate(self.rules):
            for name in (rule.jurisdiction, *rule.also):
                found.setdefault((rule.topic, name), []).append(place)
        return found

    def starting(
        self, jurisdictions: Iterable[str], topic: Topic, after: date, until: date
    ) -> tuple[Rule, ...]:
        """Rules that begin after `after`, up to and including `until`, soonest first."""
        wanted = frozenset(jurisdictions)
        found = (r for r in self.rules if r.topic is topic and r.matches(wanted))
        return tuple(
            sorted(
                (r for r in found if after < r.effective_from <= until),
                key=lambda rule: (rule.effective_from, rule.id),
            )
        )

    def headcount_rules(self, place: str, on: date) -> tuple[Rule, ...]:
        """Headcount rules of a place and what it lies in.

        A directive's rule is left out where a national rule in force carries it out.
        Rules counting all EU staff together answer only to the place "EU".
        """
        found = self.rules_for(self.jurisdictions(place, on), Topic.HEADCOUNT, on)
        replaced = {name for r in found if r.status(on) == "in force" for name in r.replaces}
        return tuple(
            rule
            for rule in found
            if rule.id not in replaced and (rule.scope is not Scope.UNION or place == "EU")
        )


@cache
def load_packs(folder: Path = DATA) -> RulePacks:
    """Read and validate every pack; RulePackError names the file, the entry and the key.

    Layout: `<topic>/<jurisdiction>.toml`, beside `membership.toml` and `burden.toml`.
    """
    placed = [(file, rule) for file in sorted(folder.glob("*/*.toml")) for rule in _read(folder, file)]
    memberships = read_memberships(*_toml(folder, folder / "membership.toml"))
    _check_together(folder, placed, frozenset(m.group for m in memberships))
    return RulePacks(
        rules=tuple(rule for _, rule in placed),
        memberships=memberships,
        burden=read_burden(*_toml(folder, folder / "burden.toml")),
    )


def _toml(folder: Path, file: Path) -> tuple[Path, dict[str, object]]:
    name = file.relative_to(folder)
    try:
        return name, tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise RulePackError(name, "", "file", f"cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise RulePackError(name, "", "TOML", str(error)) from error


def _read(folder: Path, file: Path) -> tuple[Rule, ...]:
    name, entries = _toml(folder, file)
    topics = {topic.value: topic for topic in Topic}
    if file.parent.name not in topics:
        problem = f"is no topic; a pack's folder is one of: {', '.join(topics)}"
        raise RulePackError(name, "", file.parent.name, problem)
    if not re.fullmatch("[A-Z]{2}", file.stem):
        raise RulePackError(
            name, "", file.stem, "is no country; name the file XX.toml, XX being its ISO code"
        )
    return read_pack(name, entries, topics[file.parent.name], file.stem)


def _check_together(folder: Path, placed: list[tuple[Path, Rule]], groups: frozenset[str]) -> None:
    """What no rule can know alone: that its id is its own and that what it names exists."""
    homes: dict[str, Path] = {}
    for file, rule in placed:
        if rule.id in homes:
            other = homes[rule.id].relative_to(folder)
            raise _wrong(folder, file, rule, "id", f"is used already, in {other}")
        homes[rule.id] = file
    for file, rule in placed:
        for key, names, known in (("replaces", rule.replaces, homes.keys()), ("also", rule.also, groups)):
            for name in names:
                if name not in known:
                    raise _wrong(folder, file, rule, key, f"names {name!r}, which is nowhere")


def _wrong(folder: Path, file: Path, rule: Rule, key: str, problem: str) -> RulePackError:
    return RulePackError(file.relative_to(folder), f'rule "{rule.id}"', key, problem)
