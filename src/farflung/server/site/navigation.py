"""Where the bar of every page leads, in one table; who may not open a page is not led to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from farflung.server.org.access import Asker, Role
from farflung.server.ui.shell import Entry

_EVERYBODY = frozenset({Role.MEMBER, Role.OPERATOR})


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """An entry, and the roles of which one is needed."""

    entry: Entry
    roles: frozenset[Role] = field(default=_EVERYBODY)


BAR: tuple[Way, ...] = (
    Way(Entry("my_day", _("My day"))),
    Way(Entry("now", _("Now"))),
    Way(Entry("clock:people", _("People"))),
    Way(Entry("clock:teams", _("Teams"))),
    Way(Entry("clock:meetings", _("Meetings"))),
    Way(Entry("clock:findings", _("Findings")), frozenset({Role.MEMBER})),
    Way(Entry("clock:agreements", _("Agreements"))),
    Way(Entry("company_people", _("Company"), under="/company"), frozenset({Role.PEOPLE})),
)
"""The links at the top, in their order."""

ACCOUNT: tuple[Way, ...] = (
    Way(Entry("inbox", _("Inbox"))),
    Way(Entry("profile", _("My profile and hours")), frozenset({Role.MEMBER})),
    Way(Entry("moving", _("Moving and away")), frozenset({Role.MEMBER})),
    Way(Entry("data", _("What is kept about me")), frozenset({Role.MEMBER})),
    Way(Entry("company_teams", _("Teams that I lead")), frozenset({Role.LEAD})),
    Way(Entry("imports", _("Import people")), frozenset({Role.OPERATOR})),
    Way(Entry("company_channels", _("Channels")), frozenset({Role.OPERATOR})),
    Way(Entry("roles", _("Roles")), frozenset({Role.OPERATOR})),
    Way(Entry("zones", _("Zone database")), frozenset({Role.OPERATOR})),
    Way(Entry("directories", _("Directories")), frozenset({Role.OPERATOR})),
    Way(Entry("arrivals", _("To be placed")), frozenset({Role.PEOPLE})),
    Way(Entry("chat", _("Questions from chat")), frozenset({Role.OPERATOR})),
    Way(Entry("sign_in_rules", _("Sign-in rules")), frozenset({Role.OPERATOR})),
    Way(Entry("invitations", _("Invitations")), frozenset({Role.PEOPLE, Role.OPERATOR})),
    Way(Entry("my_calendars", _("My calendars")), frozenset({Role.MEMBER})),
    Way(Entry("my_busy", _("When I am busy")), frozenset({Role.MEMBER})),
    Way(Entry("tokens", _("Tokens for programs"))),
    Way(Entry("security", _("Security"))),
    Way(Entry("sessions", _("Signed in"))),
    Way(Entry("change_password", _("Password"))),
)
"""The links below one's own name."""


def entries(ways: Sequence[Way], asker: Asker) -> Iterator[Entry]:
    """The entries that somebody may open."""
    return (way.entry for way in ways if asker.has(*way.roles))
