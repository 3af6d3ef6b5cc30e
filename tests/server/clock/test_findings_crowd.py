"""What fixes say where it is easily wrong: sessions of many without counts; an hour across midnight."""

import pytest

from farflung.engine.checks.who_pays import WHO_PAYS
from farflung.engine.model import Block
from farflung.server.clock.planning.agreement_fix import with_core_hour
from farflung.server.clock.planning.agreements import read
from farflung.server.clock.planning.checking import _of_a_crowd
from tests.company import days
from tests.engine.checks.asking import ask, by_rule
from tests.engine.checks.meetings import weekly
from tests.engine.checks.test_who_pays import everybody


def test_sessions_say_their_hours_and_not_how_many_come() -> None:
    atlas = everybody()
    town_hall = weekly("Town hall", "2027-03-17T15:00", "UTC", tuple(p.id for p in atlas.people), None)
    asked = ask(WHO_PAYS, atlas.with_(meetings=(town_hall,)), days("2027-03-15", 7))
    (found,) = by_rule(asked, "burden.one-session")
    assert found.who
    assert "%" in found.evidence[1].value
    told = _of_a_crowd(found)
    assert [str(line.value) for line in told.evidence][1] == "04:00Z and 15:00Z"
    assert [(str(fix.action), str(fix.effect)) for fix in told.fixes] == [
        ("Hold 2 sessions: 04:00Z and 15:00Z", "")
    ]
    assert (told.who, told.weight) == ((), 0.0)
    assert "%" not in str((told.cause, told.basis, told.evidence, told.fixes))


@pytest.mark.parametrize(
    ("at", "start", "end"), [("23:30", 1410, 1470), ("23:00", 1380, 1440), ("09:00", 540, 600)]
)
def test_an_hour_to_agree_on_is_a_whole_one(at: str, start: int, end: int) -> None:
    found = read(with_core_hour("Ledger", {"at": f"2027-03-02T{at}:00+00:00"}), team=None).agreement
    assert found is not None
    (core,) = found.core_hours
    assert core.window.blocks[0] == Block(0, start, end)
