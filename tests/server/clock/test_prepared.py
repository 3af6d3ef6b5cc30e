"""What teams compare is there before anybody asks, and is made anew only where it must be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from django.utils.safestring import SafeString

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Holiday, HolidayCalendar, Stay, StayKind
from farflung.engine.model import Team as EngineTeam
from farflung.server.clock.planning import team_compared
from farflung.server.clock.planning.kept import Standing
from farflung.server.clock.planning.team_compared import Compared, compared
from farflung.server.clock.planning.teams import Teams
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.clock.views import parts, prepared
from farflung.server.core import clock
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Team
from farflung.server.ui.reader import nobody
from tests.company import ANA, DUBAI, JACK, PEOPLE, SALMA, WEI, company
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY

TODAY = MONDAY.date()


def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Whose people were compared anew, each time."""
    found: list[tuple[str, ...]] = []
    really = team_compared._made

    def counted(atlas, sharing, people, bases, today):  # type: ignore[no-untyped-def]
        found.append(tuple(person.id for person in people))
        return really(atlas, sharing, people, bases, today)

    monkeypatch.setattr(team_compared, "_made", counted)
    return found


def ask(of: Atlas, name: str, today: date = TODAY) -> Compared:
    known = Teams(of, today)
    people = known.people(name)
    return compared(known, name, people, today, lambda: known.sharing)


def of() -> Atlas:
    """A map of two teams: Ana and Salma, Jack and Wei."""
    return replace(
        company(),
        people=tuple(
            replace(one, manager=None, teams=("early",) if one in (ANA, SALMA) else ("late",))
            for one in (ANA, JACK, SALMA, WEI)
        ),
        teams=(EngineTeam("early", ()), EngineTeam("late", ())),
    )


def renamed(atlas: Atlas) -> Atlas:
    people = (replace(one, name="Salma B.") if one.id == "salma" else one for one in atlas.people)
    return replace(atlas, people=tuple(people))


def travelling(atlas: Atlas) -> Atlas:
    stay = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 4, 5), date(2027, 4, 16))
    return replace(atlas, stays=(*atlas.stays, stay))


def away(atlas: Atlas) -> Atlas:
    return replace(atlas, absences=(*atlas.absences, Absence("ana", date(2027, 3, 17), date(2027, 3, 18))))


def with_a_holiday(atlas: Atlas) -> Atlas:
    calendar = HolidayCalendar("PT", None, (Holiday(date(2027, 3, 24), "One"),))
    return replace(atlas, holidays={**atlas.holidays, ("PT", None): calendar})


@pytest.mark.parametrize("change", [renamed, travelling, away, with_a_holiday])
def test_only_a_team_of_which_something_changed_is_compared_anew(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Atlas], Atlas]
) -> None:
    monkeypatch.setattr(team_compared, "_standing", Standing())
    found = made(monkeypatch)
    for name in ("early", "late"):
        ask(of(), name)
    assert found == [("ana", "salma"), ("jack", "wei")]
    after = change(of())
    told = ask(after, "early")
    ask(after, "late")
    assert found[2:] == [("ana", "salma")]
    monkeypatch.setattr(team_compared, "_standing", Standing())
    assert told == ask(change(of()), "early")


def test_another_day_is_another_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team_compared, "_standing", Standing())
    found = made(monkeypatch)
    for day in (TODAY, TODAY + timedelta(days=1)):
        ask(of(), "early", day)
    assert len(found) == 2


def test_the_dates_are_those_of_where_people_are() -> None:
    late = datetime(2027, 3, 15, 23, 30, tzinfo=UTC)
    atlas = of()
    found = prepared.dates(atlas, late)
    assert set(found) == {date(2027, 3, 15), date(2027, 3, 16)}
    assert found[date(2027, 3, 15)].zone == "Europe/Lisbon"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_whoever_opens_a_team_finds_it_written(
    monkeypatch: pytest.MonkeyPatch, client: Client, language: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    people = rows.write(replace(company(), people=tuple(replace(one, teams=("Ledger",)) for one in PEOPLE)))
    client.force_login(rows.account(people["ana"], "ana@example.org"))
    names = list(prepared.prepare(current().atlas, MONDAY, {language}))
    assert "Ledger" in names
    written: list[str] = []
    really = parts.rendered

    def told(here, template, context):  # type: ignore[no-untyped-def]
        written.append(template)
        return really(here, template, context)

    monkeypatch.setattr("farflung.server.clock.views.team.rendered", told)
    monkeypatch.setattr(team_compared, "_made", lambda *_: pytest.fail("compared again"))
    address = f"/teams/{Team.objects.get(name='Ledger').code}"
    page = client.get(address, headers={"Accept-Language": language})
    assert page.status_code == 200
    assert not {"clock/team_pairs.html", "clock/team_away.html", "clock/team_effect.html"} & set(written)
    with translation.override("fr"):
        assert client.get(address, headers={"Accept-Language": "fr"}).status_code == 200
    assert "clock/team_pairs.html" in written


def test_languages_in_which_parts_were_written_are_known() -> None:
    with translation.override("es"):
        here = Standpoint(Atlas(()), None, nobody(MONDAY))
        parts.part(here, here.atlas, ("words",), parts.DAY, lambda: SafeString("hola"))
    assert "es" in parts.languages()
