"""Working agreements in the database: what files bring, versions, whose rules they are, who writes them."""

from datetime import timedelta

import pytest
from django.http import Http404

from farflung.intake.given import Given
from farflung.rulepacks import Mode
from farflung.server.clock.access import get_agreement, get_kept_agreement
from farflung.server.clock.actions.agreements import (
    Writing,
    change_agreement,
    end_agreement,
    make_agreement,
    newest_version,
)
from farflung.server.clock.actions.forgetting import forget_ended_agreements
from farflung.server.clock.classified import AGREEMENT_DAYS
from farflung.server.clock.models import Agreement, AgreementVersion
from farflung.server.clock.planning import agreement_effect, landing
from farflung.server.clock.planning.agreement_effect import effect
from farflung.server.clock.planning.agreement_words import sentences
from farflung.server.clock.planning.agreements import MOST_RULES, read, with_agreements
from farflung.server.clock.planning.landing import Ask
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.core.models import AuditEntry
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import ImportBatch, Team
from farflung.server.org.queries.kept import kept_about
from tests.server.company import NOW, Cast, polaris_files

pytestmark = pytest.mark.django_db
NAME = "Polaris working agreement"
QUIET = "agreement: Quiet Ledger\nmeetings:\n  earliest: '10:00'\n"


def of_files() -> str:
    (given,) = (one for one in polaris_files() if one.name == "agreement.yaml")
    return given.data.decode()


def bring(text: str, name: str = "agreement.yaml") -> ImportBatch:
    return actions.load_company(files=[Given(name, text.encode())], by=None, now=NOW)


def quiet(cast: Cast) -> Agreement:
    said = Writing(QUIET, "we sleep", cast.people["Mei-Ling"])
    return make_agreement(said=said, team=cast.team("Ledger"), by=cast.account("Mei-Ling"), now=NOW)


def test_the_files_bring_theirs_word_for_word(polaris: Cast) -> None:
    row = Agreement.objects.get()
    assert (row.name, row.team, row.expires.isoformat() if row.expires else "") == (NAME, None, "2027-12-31")
    assert newest_version(row).text == of_files()
    assert polaris.batch.difference["agreements"] == 1
    assert AuditEntry.objects.filter(action="agreement.import").count() == 1


def test_it_is_on_the_map_with_what_its_rules_are_about(polaris: Cast) -> None:
    atlas = with_agreements(current().atlas)
    (found,) = atlas.agreements
    assert (found.name, found.core_hours[0].team) == (NAME, "Ledger")
    assert [one.skills for one in found.coverage] == [frozenset({"chargebacks"})], "no rota is here"
    assert with_agreements(current().atlas) is atlas
    quiet(polaris)
    assert [one.name for one in with_agreements(current().atlas).agreements] == [NAME, "Quiet Ledger"]


def test_a_file_is_the_next_version_and_undoing_takes_it_back(polaris: Cast) -> None:
    batch = bring(of_files().replace("2027-12-31", "2027-06-30"))
    row = Agreement.objects.get()
    assert (newest_version(row).number, row.expires.isoformat() if row.expires else "") == (2, "2027-06-30")
    actions.undo_import(batch=batch, by=None, now=NOW)
    row.refresh_from_db()
    assert (newest_version(row).number, row.expires.isoformat() if row.expires else "") == (1, "2027-12-31")
    bring(of_files())
    assert AgreementVersion.objects.count() == 1, "the same text is no news"


def test_what_was_written_here_since_is_not_taken_back(polaris: Cast) -> None:
    batch = bring(QUIET, "quiet.yaml")
    row = Agreement.objects.get(name="Quiet Ledger")
    change_agreement(agreement=row, said=Writing(QUIET + "  agenda: required\n"), version=1, by=None, now=NOW)
    actions.undo_import(batch=batch, by=None, now=NOW)
    assert newest_version(row).number == 2


def test_versions_stay_and_who_has_not_seen_the_last_is_refused(polaris: Cast) -> None:
    row, louder = quiet(polaris), Writing(QUIET.replace("10:00", "09:00"), "too quiet")
    change_agreement(agreement=row, said=louder, version=1, by=None, now=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        change_agreement(agreement=row, said=Writing(QUIET), version=1, by=None, now=NOW)
    with pytest.raises(Refused, match="Nothing"):
        change_agreement(agreement=row, said=louder, version=2, by=None, now=NOW)
    assert list(row.versions.order_by("number").values_list("number", "because")) == [
        (1, "we sleep"), (2, "too quiet"),
    ]  # fmt: skip
    assert AuditEntry.objects.get(action="agreement.change").detail == {"version": 2}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("meetings:\n  agenda: required\n", "nameless"),
        ("agreement: Empty\n", "rules"),
        ("agreement: Many\ncoverage:\n" + "  - at least 1 at all times\n" * (MOST_RULES + 1), "rules"),
        ("agreement: Wrong\nmeetings:\n  earlyest: '10:00'\n", "unreadable"),
        (f"agreement: {NAME.upper()}\nmeetings:\n  agenda: required\n", "name-taken"),
    ],
)
def test_what_is_no_agreement_is_refused(polaris: Cast, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        make_agreement(said=Writing(text), team=None, by=None, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, "text")
    assert Agreement.objects.count() == 1


def test_a_teams_rules_are_the_teams_alone(polaris: Cast) -> None:
    found = read(QUIET, team="Ledger").agreement
    assert found is not None
    assert found.meetings[0].team == "Ledger"
    wide = "agreement: All\nmeetings:\n  team: Growth\n  agenda: required\nshifts:\n  rest: 11 hours\n"
    assert [problem.line for problem in read(wide, team="Ledger").problems] == [2, 5]
    assert not read(wide, team=None).problems


def test_everybody_here_reads_and_the_lead_people_and_compliance_write(polaris: Cast) -> None:
    ledger = polaris.team("Ledger")
    Team.objects.filter(pk=ledger.pk).update(lead=polaris.people["Ana"])
    row = quiet(polaris)

    def let(door: object, name: str) -> bool:
        try:
            door(polaris.asker(name), row.code)  # type: ignore[operator]
        except (Http404, AssertionError):
            return False
        return True

    everybody = set(polaris.people)
    assert {name for name in everybody if let(get_agreement, name)} == everybody
    assert {name for name in everybody if let(get_kept_agreement, name)} == {"Ana", "Camille"}
    assert not let(get_agreement, "Mallory")
    company = Agreement.objects.get(team=None)
    with pytest.raises(Http404):
        get_kept_agreement(polaris.asker("Ana"), company.code)


def test_an_effect_is_what_the_checks_find_with_it_and_without(polaris: Cast) -> None:
    every = {one.id for one in with_meetings(current().atlas, NOW).meetings}
    early = read("agreement: Late\nmeetings:\n  earliest: '16:00'\n", team=None).agreement
    found = effect(current().atlas, NOW, code="", after=early, meetings=every)
    assert found.new
    assert {one.rule for one in found.others} == {"meeting-rules.hours"}
    assert not found.ended
    none = effect(current().atlas, NOW, code="", after=early, meetings=set())
    assert not none.new, "of meetings that one may not open nothing is said"
    company = str(Agreement.objects.get().code)
    gone = effect(current().atlas, NOW, code=company, after=None, meetings=every)
    assert gone.ended
    assert not gone.new


def test_what_takes_too_long_is_left_and_said(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "agreement: Cover\ncoverage:\n  - team: Ledger\n    at_least: 1\n  - at_least: 2\n"
    cover = read(text, team=None).agreement
    whole = effect(current().atlas, NOW, code="", after=cover, meetings=set())
    assert whole.left == 0
    assert {"coverage.holiday", "contradiction.roster"} <= {one.rule for one in whole.new}
    monkeypatch.setattr(agreement_effect, "MOST_PEOPLE", 20)  # Polaris is 23 people
    assert effect(current().atlas, NOW, code="", after=cover, meetings=set()).left == 1
    monkeypatch.setattr(agreement_effect, "SECONDS", -1.0)
    assert effect(current().atlas, NOW, code="", after=cover, meetings=set()).left == 2


def test_two_agreements_that_cannot_both_be_kept_are_said_to_be(polaris: Cast) -> None:
    text = (
        "agreement: Mornings\ncore_hours:\n  hours: '08:00-09:00'\n  days: Mon-Thu\n  zone: Europe/Lisbon\n"
    )
    mornings = read(text, team="Ledger").agreement
    found = effect(current().atlas, NOW, code="", after=mornings, meetings=set())
    assert "contradiction.core-hours" in {one.rule for one in found.at_odds}


def test_the_gateway_goes_by_what_is_agreed_of_messages(polaris: Cast) -> None:
    ask = Ask(str(polaris.people["Mei-Ling"].code), NOW)

    def mode() -> Mode:
        (found,) = landing.Desk(current().atlas)._engine.of([landing._message(ask)])
        return found.mode

    assert mode() is Mode.HOLD
    free = Writing("agreement: Open\nmessages:\n  outside_hours: free\n")
    make_agreement(said=free, team=None, by=None, now=NOW)
    assert mode() is Mode.FREE
    mute = Writing("agreement: Quiet\nmessages:\n  outside_hours: mute\n")
    make_agreement(said=mute, team=polaris.team("Withdrawals Ops"), by=None, now=NOW)
    assert mode() is Mode.MUTE, "of several the strictest"


def test_every_rule_has_a_sentence(polaris: Cast) -> None:
    found = read(of_files(), team=None).agreement
    assert found is not None
    said = list(sentences(found))
    assert "Withdrawals: at least 1 person, always." in said
    assert "Chargebacks: at least 1 person, Mon–Fri 09:00–21:00 Asia/Manila." in said
    assert "Ledger: an answer to Withdrawals Ops on chat within 4 h." in said
    assert "Everybody: no meetings on these days: Friday." in said
    assert "Everybody: leave is announced at least 14 days ahead." in said
    assert len(said) == 16


def test_one_that_was_ended_is_on_no_map_and_is_forgotten_in_time(polaris: Cast) -> None:
    row = end_agreement(agreement=Agreement.objects.get(), by=None, now=NOW)
    assert with_agreements(current().atlas).agreements == ()
    with pytest.raises(Http404):
        get_kept_agreement(polaris.asker("Camille"), row.code)
    again = Writing(of_files())
    assert make_agreement(said=again, team=None, by=None, now=NOW).name == NAME, "its name is free"
    assert forget_ended_agreements(now=NOW + timedelta(days=AGREEMENT_DAYS - 1)) == 0
    assert forget_ended_agreements(now=NOW + timedelta(days=AGREEMENT_DAYS + 1)) == 1
    assert not AgreementVersion.objects.filter(agreement=row.pk).exists()


def test_who_wrote_a_version_finds_it_among_what_is_kept(polaris: Cast) -> None:
    quiet(polaris)
    (kept,) = kept_about(polaris.person("Mei-Ling"))["agreementversion"]
    assert (kept["agreement"], kept["because"]) == ("Quiet Ledger", "we sleep")
