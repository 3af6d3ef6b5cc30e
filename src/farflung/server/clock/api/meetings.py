"""Finding a time for people anywhere."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import Memo, SessionPlan, SlotRequest
from farflung.engine.time import Span
from farflung.server.clock.access import insider
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.slots import (
    LONGEST,
    MOST_PEOPLE,
    Against,
    Found,
    Option,
    Part,
    Share,
    against,
    found_times,
)
from farflung.server.clock.planning.whom import Standpoint, employed, standpoint
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.kinds import INVALID
from farflung.server.core.api.problems import Problem, located
from farflung.server.core.api.shapes import ClockTime, Given, Instant, Moment, Told
from farflung.server.org.access import Asker, get_team, visible_people
from farflung.server.ui.api import Local

router = Router(tags=["meetings"])
TIME = needs(Scope.READ_TIME)
_MANY: Any = Field(default=[], max_length=MOST_PEOPLE)


class WithinGiven(Given):
    """Times of day on everybody's own clock."""

    start: ClockTime
    end: ClockTime


class FindTimeGiven(Given):
    """Who is to meet. `teams` and `optional_teams` are invited as a whole; `hours` null: everybody's own.

    `quorum` of those who may come are to be able to. `why_not` is a start to be told everything against.
    """

    people: Annotated[list[UUID], _MANY]
    teams: Annotated[list[UUID], Field(default=[], max_length=20)]
    optional: Annotated[list[UUID], _MANY]
    optional_teams: Annotated[list[UUID], Field(default=[], max_length=20)]
    minutes: Annotated[int, Field(default=60, ge=5, le=480)]
    start: Annotated[Instant, Field(alias="from", description="with its offset")]
    until: Instant
    hours: WithinGiven | None = None
    quorum: Annotated[int, Field(default=0, ge=0, le=MOST_PEOPLE)]
    most: Annotated[int, Field(default=8, ge=1, le=50)]
    why_not: Instant | None = None


class ShareTold(Told):
    """People to whom a time is the same: what their clock shows, and what that is to them.

    `part` is "in own hours", "outside own hours", "early", "late", "very early", "very late", "at night",
    "perhaps busy" or "busy then" (by a calendar that they joined), or "off that day": nobody is told why.
    """

    part: Part
    clock: Local
    place: str
    people: list[UUID]


class OptionTold(Told):
    """A time; `cost` are the points that it costs whoever asks, null where they are not invited."""

    start: Moment
    end: Moment
    kept: int
    required: int
    coming: int
    optional: int
    cost: float | None
    shares: list[ShareTold]


class AgainstTold(Told):
    """What speaks against a time for somebody: the rule, and of a public holiday its name and calendar."""

    person: UUID
    rule: str
    clock: Local
    holiday: str
    source: str


class WhyNotTold(Told):
    """Everything that speaks against a start, and what it is to everybody."""

    option: OptionTold
    against: list[AgainstTold]


class SessionsTold(Told):
    """Held more than once; `share` of all come in their own day."""

    starts: list[Moment]
    share: float


class MemoTold(Told):
    """In writing: by `closes` everybody has had so many minutes of their own hours, `last` as the last."""

    opens: Moment
    closes: Moment
    minutes: int
    last: UUID


class TimesTold(Told):
    """The best times; where none is good also what can be done instead: take turns, hold it twice, write.

    `tried` starts were looked at, `good` keep everybody who must come within the hours; `clash` are places
    whose hours never meet. `most_optional` is the most who may come and could, where a quorum was asked.
    `carried` are the points of my own meetings in the last 90 days.
    """

    none_good: bool
    tried: int
    good: int
    clash: list[str]
    options: list[OptionTold]
    turns: list[OptionTold]
    sessions: SessionsTold | None
    memo: MemoTold | None
    most_optional: int | None
    carried: float | None
    why_not: WhyNotTold | None


@router.post("/meetings/find", response=TimesTold, auth=TIME, summary="Find a time for people anywhere")
def find(request: HttpRequest, asked: FindTimeGiven) -> TimesTold:
    """At most 200 people and 28 days at once. Nothing is written."""
    asking = insider(request)
    here = standpoint(request, asking)
    atlas = with_meetings(here.atlas, here.reader.now)
    wanted = _request(asking, here, atlas, asked)
    found = found_times(atlas, wanted, reader=here.person, now=here.reader.now, quorum=asked.quorum)
    why = None
    if asked.why_not is not None:
        rules, shown = against(atlas, wanted, asked.why_not, here.person)
        why = WhyNotTold(option=option_told(atlas, shown), against=[_against(atlas, one) for one in rules])
    return _found(atlas, found, why)


def _request(asking: Asker, here: Standpoint, atlas: Atlas, asked: FindTimeGiven) -> SlotRequest:
    required = ids_of(asking, here, atlas, asked.people, asked.teams)
    invited = set(required)
    optional = [
        one for one in ids_of(asking, here, atlas, asked.optional, asked.optional_teams) if one not in invited
    ]
    if not required:
        raise wrong("people", "name somebody who must come, and works here now")
    if len(required) + len(optional) > MOST_PEOPLE:
        raise wrong("people", f"at most {MOST_PEOPLE} people at once")
    if not asked.start < asked.until <= asked.start + LONGEST:
        raise wrong("until", f"lies after `from`, by at most {LONGEST.days} days")
    hours = None
    if asked.hours is not None:
        hours = _minutes(asked.hours.start), _minutes(asked.hours.end) or 1440
        if hours[0] >= hours[1]:
            raise wrong("hours/end", "lies after `start`")
    length = timedelta(minutes=asked.minutes)
    window = Span(asked.start, asked.until)
    return SlotRequest(tuple(required), window, length, tuple(optional), acceptable=hours, most=asked.most)


def ids_of(asking: Asker, here: Standpoint, atlas: Atlas, codes: list[UUID], teams: list[UUID]) -> list[str]:
    """Everybody named, and everybody of the teams who works here today; 404 for a code of nobody."""
    there = set(visible_people(asking).filter(code__in=codes).values_list("code", flat=True))
    if set(codes) - there:
        raise Http404
    names = [get_team(asking, code).name for code in dict.fromkeys(teams)]
    members = [one for name in names for one in atlas.members.get(name, ())]
    found = dict.fromkeys((*map(str, codes), *members))
    return [one for one in found if employed(atlas.person(one), here.reader.today)]


def wrong(field: str, message: str) -> Problem:
    """What is wrong with a value of the body."""
    return Problem(INVALID, errors=[located(field, message, "value")])


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _found(atlas: Atlas, found: Found, why: WhyNotTold | None) -> TimesTold:
    return TimesTold(
        none_good=found.none_good, tried=found.answer.tried, good=found.answer.good,
        clash=list(found.answer.clash), options=[option_told(atlas, one) for one in found.options],
        turns=[option_told(atlas, one) for one in found.turns], sessions=_sessions(found.sessions),
        memo=memo_told(found.memo), most_optional=found.enough.most if found.enough else None,
        carried=found.carried, why_not=why,
    )  # fmt: skip


def option_told(atlas: Atlas, one: Option) -> OptionTold:
    """A time as it goes out."""
    return OptionTold(
        start=one.span.start, end=one.span.end, kept=one.kept, required=one.required, coming=one.coming,
        optional=one.optional, cost=one.cost, shares=[_share(atlas, one, share) for share in one.shares],
    )  # fmt: skip


def _share(atlas: Atlas, option: Option, share: Share) -> ShareTold:
    clock = Local.of(option.span.start, atlas.zones.zone(share.local.zone))
    return ShareTold(
        part=share.part, clock=clock, place=share.place, people=[UUID(one.id) for one in share.people]
    )


def _against(atlas: Atlas, one: Against) -> AgainstTold:
    clock = Local.of(one.local.instant(atlas.zones.zone(one.local.zone)), atlas.zones.zone(one.local.zone))
    return AgainstTold(
        person=UUID(one.person.id), rule=one.kind, clock=clock, holiday=one.holiday, source=one.source
    )


def _sessions(plan: SessionPlan | None) -> SessionsTold | None:
    if plan is None:
        return None
    return SessionsTold(starts=[one.start for one in plan.sessions], share=plan.share)


def memo_told(memo: Memo | None) -> MemoTold | None:
    """A memo as it goes out."""
    if memo is None:
        return None
    minutes = round(memo.working_time / timedelta(minutes=1))
    return MemoTold(opens=memo.opens, closes=memo.closes, minutes=minutes, last=UUID(memo.last))
