"""F15: a hundred thousand messages, judged minute by minute by something that knows no spans."""

from collections import Counter
from collections.abc import Iterator

import pytest

from farflung.engine.flow import Landing, Urgency, landings
from tests.engine.flow.minutes import ByMinute, by_minute
from tests.engine.flow.worlds import LAWS, ZONES, World, world

WORLDS, PEOPLE, EACH = 40, 25, 100


def judged(drawn: World) -> Counter[str]:
    """Every landing of a company held against its minutes; what was found, counted."""
    found = landings(drawn.atlas, drawn.messages, drawn.modes)
    minutes: dict[str, ByMinute] = {}
    counts: Counter[str] = Counter()
    for landing in found:
        key = landing.message.recipient
        if key not in minutes:
            person = drawn.atlas.person(key)
            minutes[key] = by_minute(drawn.atlas, person, drawn.window, drawn.company, LAWS)
        counts.update(_judge(landing, minutes[key], drawn))
    assert [landing.message for landing in found] == list(drawn.messages)
    return counts


def _judge(landing: Landing, minutes: ByMinute, drawn: World) -> Iterator[str]:
    """Which cases a landing was one of; wrong ones fail."""
    posted, urgent = landing.message.posted, landing.message.urgency is Urgency.URGENT
    expected = minutes.first(posted, urgent=urgent)
    if expected is None:
        assert landing.at is None or landing.at >= drawn.window.end, landing
        yield "beyond"
        return
    assert landing.at == expected, (landing, expected)
    minute = minutes.number(expected)
    loud, on_duty = bool(minutes.loud[minute]), urgent and bool(minutes.duty[minute])
    assert landing.called is (on_duty and not loud), landing
    assert landing.muted is not (on_duty or loud), landing
    yield "landed"
    yield "later" if landing.waits else "at once"
    if minutes.rest_time[minute]:
        yield "in rest time"
        if not on_duty:
            yield "in rest time without duty"
    if landing.called:
        yield "called"
    if landing.muted:
        yield "muted"


@pytest.mark.slow
def test_F15_of_a_hundred_thousand_messages_none_lands_in_rest_but_on_duty() -> None:
    counts: Counter[str] = Counter()
    for seed in range(WORLDS):
        counts += judged(world(seed, PEOPLE, EACH))
    assert counts["landed"] + counts["beyond"] == WORLDS * PEOPLE * EACH == 100_000
    assert counts["in rest time without duty"] == 0
    # It would be easy to keep the promise with nothing to try it on: each case must have come up, often.
    assert len(ZONES) < WORLDS * PEOPLE
    for case in ("in rest time", "called", "muted", "at once", "later"):
        assert counts[case] > 1_000, counts


@pytest.mark.parametrize("seed", range(1000, 1003))
def test_F15_in_small(seed: int) -> None:
    counts = judged(world(seed, 12, 20))
    assert counts["landed"]
    assert counts["in rest time without duty"] == 0
