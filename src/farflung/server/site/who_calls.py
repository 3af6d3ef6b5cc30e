"""Who may call what: every operation of the JSON interface by its id, in the words of `who_sees`.

For everybody else it is not there: 404. A token narrows that by its scopes and widens nothing; without
a token or a session every operation answers 401.
"""

from collections.abc import Mapping
from typing import Final

from farflung.server.site.who_sees import (
    AUDITED,
    BOX,
    EVERY_MEMBER,
    FINDING,
    INSIDE,
    INVITES_ALL,
    KEPT_MEETING,
    MEETING,
    OF_AGREEMENTS,
    ONES_OWN,
    OPERATOR,
    PEOPLE,
    PEOPLE_OR_OPERATOR,
    SETTLED,
    SIGNED_IN,
    TEAM,
    WRITERS,
    Of,
    Rights,
    Who,
)

OPERATIONS: Final[Mapping[str, Rights]] = {
    # ---------------------------------------------------------------------------------------------- me
    "me.read_me": INSIDE,
    **dict.fromkeys(("sessions.sessions", "sessions.end_all"), SIGNED_IN),
    "sessions.end": {Who.STRANGER: Of.OWN},
    **dict.fromkeys(
        (
            "me.change_me", "me.my_hours", "me.set_my_hours", "me.confirm", "me.mismatches", "me.settle",
            "me.my_data", "places.my_places", "places.plan", "places.correct", "places.withdraw",
            "away.my_absences", "away.ask", "away.withdraw", "away.my_swaps", "away.swap", "away.unswap",
            "now.day", "feeds.my_calendars", "feeds.make_calendar", "feeds.revoke_calendar",
            "busy.joined", "busy.join", "busy.change", "busy.read", "busy.leave",
        ),
        ONES_OWN,
    ),
    # -------------------------------------------------------------------------------------- messages
    **dict.fromkeys(("inbox.inbox", "inbox.on_its_way", "inbox.mark", "inbox.take_back"), BOX),
    **dict.fromkeys(("inbox.landing", "inbox.write"), EVERY_MEMBER),
    **dict.fromkeys(("hooks.all_hooks", "hooks.add", "hooks.switch", "hooks.remove"), OPERATOR),
    # ------------------------------------------------------------------------------- people, teams, time
    **dict.fromkeys(
        (
            "now.now", "now.overlap", "now.clock_changes", "people.people", "people.person", "people.where",
            "people.hours", "teams.teams", "teams.team", "holidays.holidays",
            "meetings.find", "series.mine", "all_hands.sessions",
            "agreements.agreements", "agreements.agreement", "agreements.versions",
        ),
        INSIDE,
    ),
    # ----------------------------------------------------------------------------------------- findings
    "findings.findings": EVERY_MEMBER,
    **dict.fromkeys(("portfolio.audit", "portfolio.sheet"), AUDITED),
    "findings.finding": FINDING,
    **dict.fromkeys(("findings.accept", "findings.snooze", "findings.reopen", "findings.fix"), SETTLED),
    **dict.fromkeys(("series.one", "series.dates", "series.forecast", "series.turns"), MEETING),
    "keeping.make": ONES_OWN,
    "all_hands.make": INVITES_ALL,
    **dict.fromkeys(
        ("keeping.change", "keeping.end", "keeping.move_date", "keeping.take_turns", "keeping.hand_on"),
        KEPT_MEETING,
    ),
    **dict.fromkeys(("agreements.preview", "agreements.make"), WRITERS),
    **dict.fromkeys(("agreements.change", "agreements.end"), OF_AGREEMENTS),
    # ------------------------------------------------------------------------------------------ company
    **dict.fromkeys(
        (
            "people.add_person", "people.record", "people.change_person", "people.end_person",
            "teams.add_team", "teams.remove_team", "teams.join_team", "teams.leave_team",
            "holidays.calendars", "holidays.update", "holidays.days", "holidays.add_holiday",
            "holidays.correct_holiday", "holidays.remove_holiday", "company.entities", "company.add_entity",
            "company.change_entity", "company.remove_entity", "company.export",
        ),
        PEOPLE,
    ),
    "invitations.invite": PEOPLE,
    "teams.change_team": TEAM,
    **dict.fromkeys(
        (
            "company.roles", "company.grant_role", "company.revoke_role", "imports.imports",
            "imports.upload", "imports.read", "imports.answer", "imports.accept", "imports.abandon",
            "imports.undo",
        ),
        PEOPLE_OR_OPERATOR,
    ),
}  # fmt: skip
"""A grant of the role of operators is for operators alone, and `people.where` with `known_at` for the person,
compliance and people operations; who was given a role is invited by operators, and by nobody else."""
