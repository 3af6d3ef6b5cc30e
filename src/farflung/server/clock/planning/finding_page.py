"""One finding as its page shows it: whom it hits, when, why, and what would mend it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import burden
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span
from farflung.server.clock.access import keeps_meeting, visible_meetings
from farflung.server.clock.access.findings import may_settle, sees_whole
from farflung.server.clock.models import Finding
from farflung.server.clock.planning.finding_fix import dates_of, instant_of
from farflung.server.clock.planning.finding_steps import Step, asked_by, page_of, series_of, steps
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.clock.planning.slots import points
from farflung.server.org.access import Asker
from farflung.server.org.models import Person as Row
from farflung.server.ui.reader import Reader
from farflung.server.ui.told import told_kept

_CODE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_LINE = re.compile(r"( v\d+):\d+:\d+")


@dataclass(frozen=True, slots=True)
class ShownFix:
    """A fix: what it does (`how`, or the check's own words), and whether the reader can do it here.

    `asks`: the reader can ask those whose hours it would change. `href` is the page where the reader does it,
    with the form filled in. `times` are minutes of the day on the clocks of `zone`; `dates` instants of what
    is moved or left out; `to` the instant to which a date is moved.
    """

    number: int
    how: str
    action: str
    effect: str
    doable: bool
    times: tuple[int, ...] = ()
    zone: str = ""
    dates: tuple[datetime, ...] = ()
    to: datetime | None = None
    asks: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page. `whole`: the reader is told why, and what would mend it. `people` are None
    where the reader is not told who; `me` says that it hits the reader.

    `cost` are the points that its dates cost the reader.
    """

    row: Finding
    whole: bool
    people: tuple[Person, ...] | None
    me: bool
    spans: tuple[Span, ...]
    cost: float | None
    cause: str
    basis: str
    proof: tuple[tuple[str, str], ...]
    fixes: tuple[ShownFix, ...]
    steps: tuple[Step, ...]
    settles: bool
    stale: bool


def shown(atlas: Atlas, asker: Asker, row: Finding, reader: Reader) -> Shown:
    """What a reader is shown of a finding that they may open, with times on the reader's clock."""
    hit = dict(row.concerned.order_by("person__name").values_list("person_id", "person__code"))
    whole = sees_whole(asker, row, frozenset(hit))
    named = whole and row.whose != Finding.Whose.PAYING
    me = asker.person is not None and asker.person.pk in hit
    words = row.words if named else {}
    telling = _Telling(_names(asker, row) if named else {}, reader)
    spans = tuple(_spans(row.dates))
    return Shown(
        row=row,
        whole=whole,
        people=tuple(_there(atlas, hit.values())) if named else None,
        me=me,
        spans=spans,
        cost=_cost(atlas, asker, spans) if row.whose == Finding.Whose.PAYING and me else None,
        cause=telling.told(words.get("cause", "")),
        basis=_plain(telling.told(words.get("basis", ""))),
        proof=tuple((telling.told(a), telling.told(b)) for a, b in words.get("proof", ())),
        fixes=tuple(_fixes(atlas, asker, row, telling)) if whole else (),
        steps=steps(asker, row),
        settles=may_settle(asker, row),
        stale=_is_stale(row),
    )  # fmt: skip


def basis_of(asker: Asker, row: Finding, reader: Reader) -> str:
    """The rule that a finding rests on, for a list; "" where the reader is not told why."""
    if row.whose == Finding.Whose.PAYING or not sees_whole(asker, row, frozenset()):
        return ""
    return _plain(_Telling({}, reader).told(row.words.get("basis", "")))


def _plain(basis: str) -> str:
    """Without the line and column of an agreement, which nobody sees who reads it in plain words."""
    return _LINE.sub(r"\1", basis)


def _is_stale(row: Finding) -> bool:
    """Whether the series has changed since it was looked at."""
    changed = row.meeting.changed_at if row.meeting is not None else None
    return changed is not None and changed > row.checked_at


def _there(atlas: Atlas, codes: Iterable[Any]) -> Iterable[Person]:
    known = {one.id: one for one in atlas.people}
    return (known[str(code)] for code in codes if str(code) in known)


def _spans(dates: Iterable[Sequence[str]]) -> Iterable[Span]:
    return (Span(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in dates)


def _cost(atlas: Atlas, asker: Asker, spans: Sequence[Span]) -> float | None:
    """What the dates cost the reader: told to nobody else."""
    person = asker.person
    found = next((one for one in atlas.people if person is not None and one.id == str(person.code)), None)
    if found is None:
        return None
    return round(sum(burden(atlas, found, span, points()) for span in spans if span.elapsed), 1)


def _names(asker: Asker, row: Finding) -> dict[str, str]:
    """What stands for each code in the words: names, and titles of meetings that may be opened."""
    codes = set(_CODE.findall(str((row.words, row.fixes))))
    if not codes:
        return {}
    names = {str(code): name for code, name in Row.objects.filter(code__in=codes).values_list("code", "name")}
    meetings = visible_meetings(asker).filter(code__in=codes).values_list("code", "title")
    return names | {str(code): title or _("a private meeting") for code, title in meetings}


@dataclass(frozen=True, slots=True)
class _Telling:
    """Kept texts in the reader's language and on their clock, with the names that they may read."""

    names: Mapping[str, str]
    reader: Reader

    def told(self, kept: Any) -> str:
        return _CODE.sub(lambda found: self.names.get(found[0], _("a meeting")), told_kept(kept, self.reader))


def _fixes(atlas: Atlas, asker: Asker, row: Finding, telling: _Telling) -> Iterable[ShownFix]:
    open_ = row.state not in (Finding.State.FIXED, Finding.State.GONE)
    settles = open_ and may_settle(asker, row)
    for number, fix in enumerate(row.fixes):
        how, series = fix.get("how", ""), series_of(row, fix) if open_ else None
        doable = series is not None and series.ended_at is None and keeps_meeting(asker, series)
        yield ShownFix(
            number, how, telling.told(fix["action"]), telling.told(fix["effect"]), doable,
            asks=settles and bool(asked_by(fix, asker)), href=page_of(asker, row, number) if open_ else "",
            **_facts(atlas, fix, how),
        )  # fmt: skip


def _facts(atlas: Atlas, fix: Mapping[str, Any], how: str) -> dict[str, Any]:
    if how == "turns":
        return {"times": tuple(fix["times"]), "zone": fix["zone"]}
    if how == "anchor":
        start: CivilTime = recurrence_of(fix["recurrence"]).start
        return {"times": (start.time.hour * 60 + start.time.minute,), "zone": start.zone}
    if how in ("date", "leave"):
        dates = tuple(one.instant(atlas.zones.zone(one.zone)) for one in dates_of(fix))
        return {"dates": dates, "to": instant_of(fix.get("start"))}
    return {}
