"""Parts of pages that are kept: nobody is shown another's clock or language, or an hour that has passed."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

from django.utils import translation
from django.utils.safestring import SafeString

from farflung.engine.atlas import Atlas
from farflung.engine.time import packaged_zones
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.clock.views.parts import DAY, MINUTE, QUARTER, common, part
from farflung.server.ui.reader import Reader
from tests.company import ANA
from tests.server.clock.moment import MONDAY

LISBON = Reader(MONDAY, packaged_zones().zone("Europe/Lisbon"), "Lisbon")
TAIPEI = Reader(MONDAY, packaged_zones().zone("Asia/Taipei"), "Taipei")


class Asking:
    """Asks for a part, and says the how-manieth it was written."""

    def __init__(self) -> None:
        self.atlas, self._made = Atlas(()), count(1)
        self.written_from: Atlas | None = None

    def __call__(self, reader: Reader = LISBON, key: str = "a", holds: timedelta = QUARTER) -> str:
        here = Standpoint(self.atlas, None, reader)
        return part(
            here, self.written_from or self.atlas, (key,), holds, lambda: SafeString(next(self._made))
        )


def test_the_same_part_is_written_once() -> None:
    ask = Asking()
    assert [ask(), ask(), ask(key="b"), ask()] == ["1", "1", "2", "1"]


def test_another_clock_place_or_language_has_its_own() -> None:
    ask = Asking()
    assert ask() == "1"
    assert ask(TAIPEI) == "2"
    assert ask(replace(LISBON, place="Porto")) == "3"
    assert ask(replace(LISBON, own=False)) == "4"
    with translation.override("ar"):
        assert ask() == "5"
    assert ask() == "1"


def test_it_is_written_anew_when_its_time_is_over() -> None:
    for holds in (MINUTE, QUARTER, DAY):
        ask = Asking()
        first = ask(holds=holds)
        almost = replace(LISBON, now=MONDAY.replace(second=0) + timedelta(seconds=30))
        assert ask(almost, holds=holds) == first
        assert ask(replace(LISBON, now=MONDAY + holds), holds=holds) == "2"


def test_the_readers_own_midnight_begins_another_day() -> None:
    ask = Asking()
    late = replace(TAIPEI, now=MONDAY.replace(hour=15, minute=59))
    assert ask(late, holds=DAY) == "1"
    assert ask(replace(late, now=MONDAY.replace(hour=16)), holds=DAY) == "2"


def test_another_map_has_its_own() -> None:
    ask = Asking()
    assert ask() == "1"
    ask.atlas = Atlas(())
    assert ask() == "2"


def test_what_is_written_from_an_older_map_is_not_kept_for_the_newer() -> None:
    ask = Asking()
    older, ask.atlas = ask.atlas, Atlas(())
    ask.written_from = older
    assert [ask(), ask()] == ["1", "2"]
    ask.written_from = None
    assert [ask(), ask()] == ["3", "3"]


class AskingAll(Asking):
    """The same of a part that no clock tells; `seen` is from where it was written."""

    seen: Standpoint | None = None

    def __call__(self, reader: Reader = LISBON, key: str = "a", holds: timedelta = QUARTER) -> str:
        here = Standpoint(self.atlas, ANA, reader)

        def written(anybody: Standpoint) -> SafeString:
            self.seen = anybody
            return SafeString(next(self._made))

        return common(here, self.written_from or self.atlas, (key,), holds, written)


def test_what_no_clock_tells_is_written_once_for_all_of_a_date_and_language() -> None:
    ask = AskingAll()
    assert [ask(), ask(TAIPEI), ask(replace(LISBON, place="Porto"))] == ["1", "1", "1"]
    late = MONDAY.replace(hour=18)
    assert [ask(replace(one, now=late), holds=DAY) for one in (LISBON, TAIPEI, LISBON)] == ["2", "3", "2"]
    assert ask(replace(LISBON, own=False)) == "4"
    with translation.override("ar"):
        assert ask() == "5"
    ask.atlas = Atlas(())
    assert ask() == "6"
    ask.written_from = Atlas(())
    assert [ask(), ask()] == ["7", "8"]


def test_its_time_is_over_as_that_of_any_other() -> None:
    for holds in (MINUTE, QUARTER, DAY):
        ask = AskingAll()
        first = ask(holds=holds)
        almost = replace(TAIPEI, now=MONDAY.replace(second=0) + timedelta(seconds=30))
        assert ask(almost, holds=holds) == first
        assert ask(replace(LISBON, now=MONDAY + holds), holds=holds) == "2"


def test_it_cannot_see_by_whose_clock_it_is_read() -> None:
    ask = AskingAll()
    for reader in (LISBON, TAIPEI):
        ask(reader, key=reader.place)
        assert ask.seen is not None
        assert ask.seen.person is None
        assert (ask.seen.reader.zone.key, ask.seen.reader.place) == ("UTC", "UTC")
        assert (ask.seen.reader.today, ask.seen.reader.own) == (reader.today, True)
        assert ask.seen.reader.now != reader.now


def test_a_part_for_one_clock_and_one_for_all_are_not_taken_for_each_other() -> None:
    one, everybody = Asking(), AskingAll()
    everybody.atlas, everybody._made = one.atlas, count(10)
    noon = Reader(MONDAY.replace(hour=12), packaged_zones().zone("UTC"), "UTC")
    for _ in range(2):
        assert [one(noon, holds=DAY), everybody(noon, holds=DAY)] == ["1", "10"]
