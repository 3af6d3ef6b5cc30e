"""People found by any word of theirs, in any script; how fast among 5,000 is in `test_speed.py`."""

from datetime import date, timedelta

import pytest

from farflung.engine.model import Place
from farflung.server.org import actions
from farflung.server.org.models import Person
from farflung.server.org.queries import Asked, count_people, headcounts, search_people
from tests.server.company import NOW, Cast

ON = NOW.date()


def found(text: str = "", **narrowed: object) -> list[str]:
    return [one.name for one in search_people(Asked(on=ON, text=text, **narrowed)).people]  # type: ignore[arg-type]


@pytest.mark.django_db
def test_by_the_beginnings_of_any_of_their_words(polaris: Cast) -> None:
    assert found("tomas") == ["Tomás"]
    assert found("TOM bue") == ["Tomás"]
    assert found("sao paulo") == ["Beatriz", "Rafael"]
    assert found("withdrawals kyc mex") == []
    assert found("withdrawals charge mex") == ["Ximena"]
    assert found("portug lisb") == ["Ana"]
    assert found("zzz") == []
    assert len(found("")) == 23


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["'", "a' | 'b", "& | !", ":*", "\\", "%", "'; DROP TABLE org_person; --", "\x00"]
)
def test_nothing_in_it_is_an_operator(polaris: Cast, text: str) -> None:
    assert set(found(text)) <= {person.name for person in Person.objects.all()}


@pytest.mark.django_db
def test_in_every_script(polaris: Cast) -> None:
    for name in ("رضا احمدی", "王小明", "Ελένη Παππά"):
        details = actions.NewPerson(name=name, place=Place("Asia/Tehran", "IR", None, "Tehran"))
        actions.add_person(details=details, by=None, now=NOW)
    assert (found("احمدی"), found("王小"), found("ελενη")) == (["رضا احمدی"], ["王小明"], ["Ελένη Παππά"])


@pytest.mark.django_db
def test_narrowed_by_what_they_are(polaris: Cast) -> None:
    assert found(team=polaris.team("Ledger").code, language="French") == ["Daniel"]
    assert found(skill="chargebacks", country="MX") == ["Ximena"]
    assert found(city="Singapore") == ["Hafiz", "Mei-Ling"]
    assert found(codes=[polaris.people["Wei"].code]) == ["Wei"]
    assert found(codes=[]) == []


@pytest.mark.django_db
def test_who_left_is_not_found(polaris: Cast) -> None:
    actions.end_person(person=polaris.people["Jun"], last_day=ON - timedelta(days=1), by=None, now=NOW)
    assert found("jun") == []
    assert search_people(Asked(on=date(2027, 2, 1), text="jun")).people[0].name == "Jun"


@pytest.mark.django_db
def test_page_by_page_everybody_once(polaris: Cast) -> None:
    names: list[str] = []
    after = None
    for _ in range(10):
        page = search_people(Asked(on=ON), limit=5, after=after)
        names += [one.name for one in page.people]
        after = page.after
        if after is None:
            break
    assert sorted(names, key=str.lower) == names
    assert len(set(names)) == count_people(Asked(on=ON)) == 23


@pytest.mark.django_db
def test_headcounts_hide_the_few(polaris: Cast) -> None:
    cells = headcounts("team", on=ON)
    assert (cells.shown, cells.others) == ({"Ledger": 7, "Withdrawals Ops": 14}, 0)
    cities = headcounts("city", on=ON)
    assert cities.shown == {}
    assert cities.others == 23
