"""What a rota asks of the rule packs: a question for each measure, and every bound that holds in a place."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date

from farflung.rulepacks.rule import Effect, Measure, Rule, Topic

# A hard bound answers "may this shift stand?" before a price or a wish does.
FIRMNESS = (
    Effect.CAP, Effect.DUTY, Effect.RIGHT, Effect.OVERTIME, Effect.DEFINITION, Effect.AGREE,
    Effect.EFFORT, Effect.SILENT,
)  # fmt: skip
ABOUT_WORK = (Topic.WORKING_TIME, Topic.NIGHT)


class Asking(ABC):
    """The questions; where the rules are kept is `RulePacks`.

    Each answers with the firmest rule: a cap before a price, of equal ones the nearest place, in force before
    expired, without a condition before one with. None means that no rule is recorded. `.thresholds` has all
    the rule's bounds, `.value` the first; a rule that is *unknown* by then is returned all the same.
    """

    @abstractmethod
    def jurisdictions(self, place: str, on: date) -> tuple[str, ...]:
        """The jurisdictions `place` lies in on `on`, most specific first."""

    @abstractmethod
    def rules_for(self, jurisdictions: Iterable[str], topic: Topic, on: date) -> tuple[Rule, ...]:
        """Rules of exactly these jurisdictions that are in force on `on`, or unknown by then."""

    def rest_between_shifts(self, place: str, on: date) -> Rule | None:
        """Least elapsed hours between two shifts (`.value`, None where no figure is set)."""
        return self._firmest(place, Measure.REST_BETWEEN_SHIFTS, on)

    def rest_after_call_out(self, place: str, on: date) -> Rule | None:
        """Least elapsed hours between the end of a call-out in standby and the next work."""
        return self._firmest(place, Measure.REST_AFTER_CALL_OUT, on)

    def weekly_rest(self, place: str, on: date) -> Rule | None:
        """Least uninterrupted hours off in each week."""
        return self._firmest(place, Measure.WEEKLY_REST, on)

    def weekly_hours(self, place: str, on: date) -> Rule | None:
        """Most hours a week: a cap where one is set, else the hours from which overtime counts."""
        return self._firmest(place, Measure.WEEKLY_HOURS, on)

    def daily_hours(self, place: str, on: date) -> Rule | None:
        """Most hours a day: a cap where one is set, else the hours from which overtime counts."""
        return self._firmest(place, Measure.DAILY_HOURS, on)

    def break_after(self, place: str, on: date) -> Rule | None:
        """Hours of work after which there is a break."""
        return self._firmest(place, Measure.BREAK_AFTER, on)

    def consecutive_days(self, place: str, on: date) -> Rule | None:
        """Most working days in a row."""
        return self._firmest(place, Measure.CONSECUTIVE_DAYS, on)

    def working_days(self, place: str, on: date) -> Rule | None:
        """Most working days in a calendar week."""
        return self._firmest(place, Measure.WORKING_DAYS, on)

    def free_sundays(self, place: str, on: date) -> Rule | None:
        """Least Sundays without work in a period (`.thresholds[0].weeks`)."""
        return self._firmest(place, Measure.FREE_SUNDAYS, on)

    def rota_notice(self, place: str, on: date) -> Rule | None:
        """Least days between telling a rota and its first day."""
        return self._firmest(place, Measure.ROTA_NOTICE, on)

    def night_definition(self, place: str, on: date) -> Rule | None:
        """Night time on the wall clock (`.window`)."""
        return self._firmest(place, Measure.NIGHT_TIME, on)

    def night_shift(self, place: str, on: date) -> Rule | None:
        """Hours of night time that make a shift a night shift."""
        return self._firmest(place, Measure.NIGHT_SHIFT, on)

    def night_worker(self, place: str, on: date) -> Rule | None:
        """How much night work makes a night worker; any one of the thresholds does."""
        return self._firmest(place, Measure.NIGHT_WORKER, on)

    def night_hours(self, place: str, on: date) -> Rule | None:
        """Most hours of a night shift, or of a night worker's 24 hours on average."""
        return self._firmest(place, Measure.NIGHT_HOURS, on)

    def night_weekly_hours(self, place: str, on: date) -> Rule | None:
        """Most hours a week of who has many nights."""
        return self._firmest(place, Measure.NIGHT_WEEKLY_HOURS, on)

    def rest_after_nights(self, place: str, on: date) -> Rule | None:
        """Least hours off after so many night shifts in a row (`.thresholds`, each with `.nights`)."""
        return self._firmest(place, Measure.REST_AFTER_NIGHTS, on)

    def consecutive_nights(self, place: str, on: date) -> Rule | None:
        """Most night shifts in a row."""
        return self._firmest(place, Measure.CONSECUTIVE_NIGHTS, on)

    def nights_in_period(self, place: str, on: date) -> Rule | None:
        """Most night shifts in a period (`.thresholds[0].weeks`)."""
        return self._firmest(place, Measure.NIGHTS_IN_PERIOD, on)

    def bounds(self, place: str, measure: Measure, on: date) -> tuple[Rule, ...]:
        """Every rule on a measure that holds in a place, nearest first: of the city, the region, the country.

        All of them hold at once, so of two caps the stricter decides. A group's rule (the EU's) is left out
        where the country has one of its own in force with the same effect: it carries the directive out.
        """
        chain = self.jurisdictions(place, on)
        country = place.partition("/")[0].partition("-")[0]
        found = sorted(self._rules(chain, measure, on), key=lambda rule: (_distance(rule, chain), rule.id))
        own = [rule for rule in found if rule.jurisdiction.startswith(country)]
        settled = {rule.effect for rule in own if rule.status(on) == "in force" and not rule.applies_if}
        return tuple(rule for rule in found if rule in own or rule.effect not in settled)

    def _rules(self, chain: tuple[str, ...], measure: Measure, on: date) -> list[Rule]:
        found = (rule for topic in ABOUT_WORK for rule in self.rules_for(chain, topic, on))
        return [rule for rule in found if rule.measure is measure]

    def _firmest(self, place: str, measure: Measure, on: date) -> Rule | None:
        chain = self.jurisdictions(place, on)

        def order(rule: Rule) -> tuple[int, int, bool, bool]:
            stale = rule.status(on) == "unknown"
            return FIRMNESS.index(rule.effect), _distance(rule, chain), stale, bool(rule.applies_if)

        return min(self._rules(chain, measure, on), key=order, default=None)


def _distance(rule: Rule, chain: tuple[str, ...]) -> int:
    return chain.index(rule.jurisdiction) if rule.jurisdiction in chain else len(chain)
