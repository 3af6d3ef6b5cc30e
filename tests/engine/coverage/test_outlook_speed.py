"""The radar of a large company: fifty rules, ninety days, five thousand people, in seconds."""

import time
from dataclasses import replace

import pytest

from benchmarks.bench_radar import PEOPLE, watched
from benchmarks.company import WINDOW
from farflung.engine.coverage import outlooks
from tests.pace import allowed


@pytest.mark.speed
def test_fifty_rules_over_ninety_days_take_seconds_of_work() -> None:
    atlas = replace(watched())
    started = time.process_time()
    found = list(outlooks(atlas, WINDOW))
    assert all(outlook.sightings and len(outlook.days) == 90 for outlook in found)
    # About three seconds where nothing looks for garbage meanwhile, as `farflung cover radar` sees to.
    assert time.process_time() - started < allowed(8)
    assert (len(found), len(atlas.people)) == (50, PEOPLE)
