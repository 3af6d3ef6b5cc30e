"""Who is to meet, for how long, and between which days: what is asked of *find a time*."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import SlotRequest
from farflung.engine.time import CivilTime, Span, Zone, day_span
from farflung.server.clock.planning.named import Named, named
from farflung.server.clock.planning.slots import LONGEST, MOST_PEOPLE, MOST_SHOWN
from farflung.server.org.forms.fields import ClockField, DayField
from farflung.server.ui.words import comma, length_text

LENGTHS = (15, 25, 30, 45, 50, 60, 90, 120)
_QUARTER = timedelta(minutes=15)


class WhoField(forms.CharField):
    """Names, addresses and teams in a row; what they mean is looked up by the form."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=8000, widget=forms.Textarea(attrs={"rows": 2}), **options)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class WhoForm(forms.Form):
    """Who must come, and who may. Cleaned are `required` and `optional` as ids of the map."""

    people = WhoField(
        label=gettext_lazy("Who must come"),
        help_text=gettext_lazy("Names, addresses or teams, parted by commas."),
    )
    optional = WhoField(label=gettext_lazy("Who may come"), required=False)

    def __init__(self, *args: Any, atlas: Atlas, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.atlas, self.today = atlas, today
        self.teams: dict[str, list[str]] = {"people": [], "optional": []}
        self.alone: dict[str, list[str]] = {"people": [], "optional": []}
        self.too_many = False

    def clean(self) -> dict[str, Any]:
        """With `required` and `optional`, each id once."""
        given = super().clean() or {}
        required, optional = (self._named(name, given.get(name) or "") for name in ("people", "optional"))
        given["required"] = tuple(required)
        given["optional"] = tuple(one for one in optional if one not in set(required))
        if len(given["required"]) + len(given["optional"]) > MOST_PEOPLE:
            text = _("At most %(most)d people at once. An all-hands of more is better held in sessions.")
            self.add_error("people", text % {"most": MOST_PEOPLE})
            self.too_many = True
        elif not required and "people" not in self.errors:
            self.add_error("people", _("Nobody of them works here now."))
        return given

    def _named(self, name: str, text: str) -> list[str]:
        found = named(self.atlas, text, self.today)
        for sentence in wrong(found):
            self.add_error(name, sentence)
        self.teams[name], self.alone[name] = found.teams, found.alone
        return found.people


def wrong(found: Named) -> list[str]:
    """What a text names that is nobody, or several."""
    out = []
    for word, meant in found.unknown.items():
        if meant:
            text = _("Nobody and no team is called %(what)s. Did you mean %(names)s?")
            out.append(text % {"what": word, "names": comma().join(meant)})
        else:
            out.append(_("Nobody and no team is called %(what)s.") % {"what": word})
    several = _("Several people are called %(what)s: write the address of the one you mean.")
    return [*out, *(several % {"what": word} for word in found.several)]


class FindForm(WhoForm):
    """*Find a time*. Days and times of day are on the clock of the reader; hours on everybody's own."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long"), coerce=int, empty_value=None, required=False
    )
    start = DayField(label=gettext_lazy("From"), required=False)
    days = forms.IntegerField(
        label=pgettext_lazy("how many days to look through", "Days"), min_value=1, max_value=LONGEST.days,
        required=False,
    )  # fmt: skip
    low = ClockField(
        label=gettext_lazy("Not before"),
        required=False,
        help_text=gettext_lazy("On everybody’s own clock. Left empty, their own hours count."),
    )
    high = ClockField(label=gettext_lazy("Not after"), required=False)
    quorum = forms.IntegerField(
        label=gettext_lazy("Of those who may come, at least"), min_value=0, max_value=MOST_PEOPLE,
        required=False,
    )  # fmt: skip
    day = DayField(label=gettext_lazy("Why not on"), required=False)
    clock = ClockField(label=gettext_lazy("at, on your clock"), required=False)

    def __init__(self, *args: Any, now: datetime, zone: Zone, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now, self.zone = now, zone
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (minutes, length_text(timedelta(minutes=minutes))) for minutes in LENGTHS
        ]

    def clean(self) -> dict[str, Any]:
        """With `request`, and with `moment` where it is asked why not."""
        given = super().clean()
        low, high = given.get("low"), given.get("high")
        if (low is None) != (high is None) and not {"low", "high"} & self.errors.keys():
            self.add_error("high" if high is None else "low", _("Write both times, or neither."))
        elif low is not None and high is not None and (high or 1440) <= low:
            self.add_error("high", _("It ends before it begins."))
        if (given.get("quorum") or 0) > len(given["optional"]):
            self.add_error("quorum", _("Fewer people than that are named as those who may come."))
        if not self.errors:
            given["request"] = self._request(given)
            given["moment"] = self._moment(given)
        return given

    def _request(self, given: dict[str, Any]) -> SlotRequest:
        low, high = given.get("low"), given.get("high")
        return SlotRequest(
            given["required"],
            self.window(given.get("start") or self.today, given.get("days") or 5),
            timedelta(minutes=given.get("minutes") or 60),
            given["optional"],
            acceptable=None if low is None or high is None else (low, high or 1440),
            most=MOST_SHOWN,
        )

    def window(self, start: date, days: int) -> Span:
        """So many dates of the reader from one on; of what is past nothing."""
        first = day_span(start, self.zone).start
        last = day_span(start + timedelta(days=days - 1), self.zone).end
        soon = self.now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        begin = max(first, soon)
        return Span(begin, max(last, begin + _QUARTER))

    def _moment(self, given: dict[str, Any]) -> datetime | None:
        day, minute = given.get("day"), given.get("clock")
        if day is None or minute is None:
            return None
        civil = CivilTime(day, time(minute // 60 % 24, minute % 60), self.zone.key)
        return civil.instant(self.zone)
