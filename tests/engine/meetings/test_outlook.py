"""The outlook of a meeting says what asking person by person says."""

from datetime import date, timedelta

import numpy as np
import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import Outlook, SlotRequest, marks, meetings_of
from farflung.engine.meetings.busy import absences, held
from farflung.engine.model import Absence, Place, Stay, StayKind
from farflung.engine.time import Span, epoch
from farflung.rulepacks import load_packs
from tests.company import PEOPLE, company, days
from tests.engine.checks.meetings import REVIEW, SYNC

TABLE = load_packs().burden_points()
SPRING = days("2027-03-01", 60)
IDS = tuple(person.id for person in PEOPLE)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The company with two series, a trip and two absences."""
    trip = Stay("ana", Place("America/Toronto", "CA"), StayKind.TRAVEL, date(2027, 3, 10), date(2027, 3, 20))
    away = (
        Absence("wei", date(2027, 3, 23), date(2027, 3, 27)),
        Absence("jack", date(2027, 4, 6), date(2027, 4, 6)),
    )
    return company().with_(meetings=(SYNC, REVIEW), stays=(trip,), absences=away)


@pytest.mark.parametrize("minutes", [30, 60, 240])
@pytest.mark.parametrize("moving", [None, SYNC.id])
def test_outlook_is_the_plain_answer(atlas: Atlas, minutes: int, moving: str | None) -> None:
    outlook = Outlook(atlas, SPRING, TABLE)
    for first in range(0, 60 * 24, 31 * 4):
        start = SPRING.start + timedelta(hours=first)
        starts = [start + timedelta(hours=7 * n) for n in range(5)]
        request = SlotRequest(IDS, SPRING, timedelta(minutes=minutes), moving=moving)
        plain = [_plain(atlas, request, Span(s, s + request.length)) for s in starts]
        assert list(outlook.at(request, starts)) == plain


def test_no_starts_have_no_outcomes(atlas: Atlas) -> None:
    request = SlotRequest(IDS, SPRING, timedelta(hours=1))
    assert Outlook(atlas, SPRING, TABLE).at(request, []) == ()


def _plain(atlas: Atlas, request: SlotRequest, span: Span) -> tuple[int, float]:
    """One start, one person after the other."""
    away, points = 0, []
    for person in request.required:
        kind = atlas.kinds(request.window).kind(person)
        found = marks(kind, np.array([epoch(span.start)], np.int64), request.minutes, TABLE)
        busy = [s for m in meetings_of(atlas, {person}, request.moving) for s in held(atlas, m, SPRING)]
        taken = any(span.overlaps(other) for other in (*busy, *absences(atlas, person, span)))
        away += bool(taken or not found.free[0])
        points.append(float(found.burden[0]))
    return away, max(points)
