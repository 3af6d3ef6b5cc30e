"""Whom a move hits is what asking one kind of people after the other says."""

from datetime import date, timedelta

import numpy as np
import pytest

from farflung.engine.checks import Question
from farflung.engine.checks.clock_changes_hurt import hurt_by
from farflung.engine.clocks import Move, forecast
from farflung.engine.meetings import marks
from farflung.engine.model import MeetingSeries, Place, Shift, Stay, StayKind
from farflung.engine.time import Span, epoch
from farflung.rulepacks import load_packs
from tests.company import PEOPLE, company, days, relay
from tests.engine.checks.meetings import weekly

IDS = tuple(person.id for person in PEOPLE)
TRIP = Stay("ana", Place("America/Toronto", "CA"), StayKind.TRAVEL, date(2027, 3, 10), date(2027, 3, 20))


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/Toronto", "Australia/Sydney"])
@pytest.mark.parametrize("hour", [0, 5, 8, 13, 17, 22])
@pytest.mark.parametrize("window", [days("2027-03-01", 90), days("2027-09-20", 90)])
def test_every_move_hits_whom_the_slow_way_names(zone: str, hour: int, window: Span) -> None:
    question = Question(company().with_(stays=(TRIP,)), window, load_packs())
    series = weekly("Call", f"2027-01-04T{hour:02}:30", zone, IDS)
    for item in (series, *relay()):
        moves = forecast(question.atlas, item, question.window, IDS).moves
        assert hurt_by(question, item, moves) == [_plain(question, item, move) for move in moves]


def test_no_moves_hit_nobody() -> None:
    question = Question(company(), days("2027-03-01", 90), load_packs())
    assert hurt_by(question, weekly("Call", "2027-01-04T10:00", "UTC", ("wei",)), ()) == []


def _plain(question: Question, item: MeetingSeries | Shift, move: Move) -> tuple[str, ...]:
    now = epoch(move.starts[0])
    pair = np.array([now - move.shift // timedelta(seconds=1), now], np.int64)
    hit: list[str] = []
    for kind, ids in question.atlas.kinds(question.window).among(move.people):
        found = marks(kind, pair, item.recurrence.end_minutes, question.packs.burden_points())
        outside = isinstance(item, MeetingSeries) and bool(found.own[0]) and not found.own[1]
        hit += ids if outside or found.burden[1] > found.burden[0] else []
    return tuple(hit)
