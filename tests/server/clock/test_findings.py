"""Findings live: made in the night, kept with what was decided about them, shown to whom they concern."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from farflung.engine.checks.registry import CHECKS
from farflung.server.clock import jobs
from farflung.server.clock.access.findings import visible_findings
from farflung.server.clock.actions import checking, keeping
from farflung.server.clock.actions.checking import check_all, check_due, due
from farflung.server.clock.actions.findings import accept_finding, snooze_finding
from farflung.server.clock.actions.forgetting import forget_old_findings
from farflung.server.clock.actions.keeping import Outcome
from farflung.server.clock.models import Checked, Concerned, Finding, Meeting
from farflung.server.clock.planning.checking import Found, found
from farflung.server.clock.planning.finding_words import TITLES
from farflung.server.clock.planning.nights import last_night
from farflung.server.core.models import AuditEntry
from farflung.server.core.pace import AT_ONCE, Pace
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person, RoleGrant, Team
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Lists = Callable[[Callable[[list[Found]], list[Found]]], None]


def burden(title: str = "Ops review") -> Finding:
    """Who pays for a series."""
    return Finding.objects.get(rule="burden.same-people", meeting__title=title)


@pytest.fixture
def checked(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> Lists:
    """The findings of the cast; then the checks find what a test makes of that."""
    known: list[Found] = []

    def remembered(*given: object) -> list[Found]:
        known.extend(found(*given))  # type: ignore[arg-type]
        return list(known)

    monkeypatch.setattr(checking, "found", remembered)
    assert check_all(now=NOW).new > 40

    def lists(change: Callable[[list[Found]], list[Found]]) -> None:
        monkeypatch.setattr(checking, "found", lambda *_: change(list(known)))

    lists(lambda all_: all_)
    return lists


def without(row: Finding) -> Callable[[list[Found]], list[Found]]:
    return lambda all_: [one for one in all_ if one.key != row.key]


def hitting(row: Finding, *more: Person) -> Callable[[list[Found]], list[Found]]:
    def change(all_: list[Found]) -> list[Found]:
        return [
            replace(one, finding=replace(one.finding, who=(*one.finding.who, *(str(p.code) for p in more))))
            if one.key == row.key else one
            for one in all_
        ]  # fmt: skip

    return change


def accepted(cast: Cast, row: Finding) -> Finding:
    lead = cast.people["Mei-Ling"]
    return accept_finding(finding=row, because="Agreed", person=lead, by=cast.account("Mei-Ling"), now=NOW)


def test_every_rule_of_every_check_has_a_sentence() -> None:
    assert {rule for check in CHECKS for rule in check.rules} == set(TITLES)


def test_each_is_for_the_lead_of_the_team_and_said_in_codes_alone(checked: Lists, polaris: Cast) -> None:
    row = burden()
    assert row.owner == row.team.lead == polaris.people["Mei-Ling"]  # type: ignore[union-attr]
    assert {one.person.name for one in row.concerned.all()} == {"Rafael", "Beatriz", "Ximena"}
    kept = str(list(Finding.objects.values_list("words", "fixes", "subject")))
    names = [*Person.objects.values_list("name", flat=True), *Meeting.objects.values_list("title", flat=True)]
    assert [name for name in names if len(name) > 4 and name in kept] == []
    assert row.words == {}, "what it costs whom is kept nowhere"


def test_the_same_is_known_again_with_what_was_decided(checked: Lists, polaris: Cast) -> None:
    accepted(polaris, burden())
    assert check_all(now=NOW + DAY) == Outcome()
    row = burden()
    assert (row.state, row.because, row.checked_at) == ("accepted", "Agreed", NOW + DAY)
    checked(hitting(row, polaris.people["Kasia"]))
    assert check_all(now=NOW + 2 * DAY) == Outcome(back=1)
    row.refresh_from_db()
    assert (row.state, row.back_at) == ("open", None)
    entry = AuditEntry.objects.filter(subject_code=row.code).latest("at")
    assert (entry.action, entry.by, entry.detail) == ("finding.open", None, {"was": "accepted"})


def test_what_is_found_no_more_is_gone_and_what_comes_back_says_so(checked: Lists, polaris: Cast) -> None:
    row = burden()
    checked(without(row))
    assert check_all(now=NOW + DAY) == Outcome(gone=1)
    assert burden().state == "gone"
    assert forget_old_findings(now=NOW + 80 * DAY) == 0
    checked(lambda all_: all_)
    check_all(now=NOW + 2 * DAY)
    assert (burden().state, burden().back_at) == ("open", NOW + 2 * DAY)
    checked(without(row))
    check_all(now=NOW + 3 * DAY)
    assert forget_old_findings(now=NOW + 95 * DAY) == 1


def test_a_snooze_ends_and_hides_nothing_that_gets_worse(checked: Lists, polaris: Cast) -> None:
    lead, by = polaris.people["Mei-Ling"], polaris.account("Mei-Ling")
    until = NOW + 7 * DAY
    snooze_finding(finding=burden(), because="Later", until=until, person=lead, by=by, now=NOW)
    check_all(now=NOW + 6 * DAY)
    assert (burden().state, burden().until) == ("snoozed", until)
    check_all(now=until)
    assert (burden().state, burden().until, burden().because) == ("open", None, "")


def test_a_teams_findings_are_made_in_its_own_night(checked: Lists, polaris: Cast) -> None:
    atlas, ledger = current().atlas, polaris.team("Ledger")
    assert due(atlas, NOW) == frozenset(), "everybody was just checked"
    lisbon = [str(polaris.people["Ana"].code)]
    manila = [str(polaris.people[name].code) for name in ("Andrea", "Paolo", "Liza", "Jun", "Ana")]
    assert last_night(atlas, lisbon, NOW) == NOW.replace(hour=3)
    assert last_night(atlas, manila, NOW) == NOW.replace(hour=19) - DAY
    nights = {NOW + timedelta(hours=n): due(atlas, NOW + timedelta(hours=n)) for n in range(25)}
    first = next(at for at, teams in nights.items() if ledger.pk in teams)
    assert first == last_night(atlas, atlas.members["Ledger"], first)
    assert any(None in teams for teams in nights.values()), "the company has a night as well"
    Checked.objects.exclude(team=ledger).update(at=first)
    assert check_due(now=first) is not None
    assert set(Finding.objects.filter(checked_at=first).values_list("team", flat=True)) == {ledger.pk}
    assert check_due(now=first) is None


def seen_by(cast: Cast, name: str) -> set[str]:
    return {str(row.pk) for row in visible_findings(cast.asker(name))}


def by_hand(cast: Cast, whose: str, hits: str, **more: object) -> str:
    given = {"found_at": NOW, "checked_at": NOW, "state_at": NOW, "severity": 2, **more}
    row = Finding.objects.create(key=f"{whose} {hits}", whose=whose, **given)
    Concerned.objects.create(finding=row, person=cast.people[hits])
    return str(row.pk)


def test_who_sees_which(polaris: Cast) -> None:
    for name, role in (("Daniel", "people"), ("Salma", "compliance")):
        RoleGrant.objects.create(person=polaris.people[name], role=role, granted_at=NOW)
    lead = polaris.people["Mei-Ling"]
    review = Meeting.objects.get(title="Ops review")
    rows = {
        "rest": by_hand(polaris, "person", "Rafael", rule="rest.short", about=polaris.people["Rafael"]),
        "team": by_hand(polaris, "team", "Rafael", rule="coverage.over", owner=lead),
        "start": by_hand(polaris, "starts", "Rafael", rule="headcount.crossing", subject="BR"),
        "company": by_hand(polaris, "company", "Rafael", rule="burden.area"),
        "paying": by_hand(polaris, "paying", "Rafael", rule="burden.same-people", meeting=review),
    }
    sees = {
        "Rafael": {"rest", "team", "paying"}, "Kasia": {"paying"}, "Mei-Ling": {"team", "paying"},
        "Ana": set(), "Tomás": set(), "Omar": {"paying"}, "Wei": set(),
        "Daniel": {"team", "start", "company", "paying"}, "Salma": {"rest", "team", "company"},
        "Camille": set(rows), "Mallory": set(),
    }  # fmt: skip
    for name, expected in sees.items():
        assert {what for what, pk in rows.items() if pk in seen_by(polaris, name)} == expected, name
    Meeting.objects.filter(pk=review.pk).update(private=True, title="")
    assert rows["paying"] in seen_by(polaris, "Rafael")
    assert rows["paying"] not in seen_by(polaris, "Camille"), "not even that it is there"


def test_a_team_that_is_taken_away_leaves_its_findings_to_the_company(polaris: Cast) -> None:
    check_all(now=NOW)
    Team.objects.filter(name="Ledger").delete()
    check_all(now=NOW + DAY)
    assert not Finding.objects.filter(team=None, owner=None, desk="").exists()


def test_a_check_writes_a_few_teams_at_a_time_and_breathes_in_between(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "A_FEW", 10)
    steps: list[int] = []

    class Watched(Pace):
        def breathe(self) -> None:
            steps.append(Finding.objects.count())

    outcome = check_all(now=NOW, pace=Watched(1.0))
    written = sorted({count for count in steps if count})
    assert steps.count(0) > outcome.new, "breaths while the checks are asked, before anything is written"
    assert len(written) == 3
    assert written[-1] == outcome.new
    entries = AuditEntry.objects.filter(action="finding.check")
    assert sum(entry.detail["new"] for entry in entries) == outcome.new, "each step says what it wrote"
    assert Checked.objects.count() == Team.objects.count() + 1
    whole = {row.key: (row.team_id, row.words) for row in Finding.objects.all()}
    Finding.objects.all().delete()
    monkeypatch.setattr(checking, "A_FEW", 10_000)
    check_all(now=NOW)
    assert {row.key: (row.team_id, row.words) for row in Finding.objects.all()} == whole


def test_a_worker_is_slow_about_it(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[Pace] = []
    monkeypatch.setattr(checking, "check", lambda *, asked, now, pace: shares.append(pace))
    jobs.check(everybody=True)
    jobs.check()
    assert len(shares) == 2
    assert AT_ONCE not in shares


def test_killed_on_the_way_the_others_are_still_due(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "A_FEW", 10)
    real, done = keeping.keep, list[int]()

    def dies(*given: object) -> Outcome:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(1)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        check_all(now=NOW)
    assert Checked.objects.exists(), "what was written is written"
    left = due(current().atlas, NOW)
    assert left == {None, *Team.objects.values_list("pk", flat=True)} - set(
        Checked.objects.values_list("team", flat=True)
    )
    monkeypatch.setattr(checking, "keep", real)
    check_due(now=NOW)
    assert due(current().atlas, NOW) == frozenset()


def test_what_is_decided_while_the_checks_run_stays(checked: Lists, polaris: Cast) -> None:
    row = burden()
    lead, by = polaris.people["Mei-Ling"], polaris.account("Mei-Ling")
    until = NOW + 7 * DAY
    later = NOW + timedelta(minutes=1)
    snooze_finding(finding=row, because="Later", until=until, person=lead, by=by, now=later)
    checked(without(row))
    assert check_all(now=NOW) == Outcome(), "this one began before, and knew nothing of it"
    assert burden().state == "snoozed"
    assert check_all(now=NOW + DAY) == Outcome(gone=1)


def test_what_is_deleted_while_the_checks_run_is_left_out(checked: Lists, polaris: Cast) -> None:
    Finding.objects.all().delete()
    Checked.objects.all().delete()
    review = Meeting.objects.get(title="Ops review")
    gone, code = Finding.objects.filter(meeting=review).count(), str(review.code)
    checked(lambda all_: [one for one in all_ if one.finding.subject == code])
    Meeting.objects.filter(pk=review.pk).delete()
    assert (gone, check_all(now=NOW)) == (0, Outcome())


def test_what_is_found_as_before_is_not_written_again(
    checked: Lists, polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    monkeypatch.setattr(keeping, "update", lambda rows, names: written.append(len(rows)))
    check_all(now=NOW + DAY)
    assert sum(written) == 0
    assert set(Finding.objects.values_list("checked_at", flat=True)) == {NOW + DAY}
