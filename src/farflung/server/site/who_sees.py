"""Who sees and does what: every address of the site and every operation, in one table.

The views hold the rule itself (`access` of each domain); this table says it in one place, for people. A test
walks every address as everybody and compares: an address without a row fails, and a row without an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Who(StrEnum):
    """Roles, from the outside to the inside. Everybody has the rights of those before member as well."""

    ANYBODY = "anybody"
    STRANGER = "signed in, works elsewhere"
    MEMBER = "member"
    LEAD = "lead"
    PEOPLE = "people operations"
    COMPLIANCE = "compliance"
    EXECUTIVE = "executive"
    OPERATOR = "operator"


class Of(StrEnum):
    """Whose records: all, those about oneself, or those of a team that one leads."""

    ALL = "yes"
    OWN = "own"
    LED = "led"


Rights = Mapping[Who, Of]


@dataclass(frozen=True, slots=True)
class Row:
    """An operation: the method, the address as in `urls.py`, what it is, and for whom it is there.

    For everybody else it is not there: 404. An empty `rights` is for nobody but in a demo. `door`: programs
    come in by a key of their own, and who has none is told that one is needed, as standards want it: 401.
    """

    method: str
    route: str
    what: str
    rights: Rights
    door: bool = False


ANYBODY: Rights = {Who.ANYBODY: Of.ALL}
EVERY_MEMBER: Rights = {Who.MEMBER: Of.ALL}
ONES_OWN: Rights = {Who.MEMBER: Of.OWN}
"""What is about the reader alone, and has no code of anybody in its address."""
OWN_OR_PEOPLE: Rights = {Who.MEMBER: Of.OWN, Who.PEOPLE: Of.ALL}
INSIDE: Rights = {Who.MEMBER: Of.ALL, Who.OPERATOR: Of.ALL}
BOX: Rights = {Who.MEMBER: Of.OWN, Who.OPERATOR: Of.OWN}
"""Everybody's own messages, and nobody else's: operators have some without being anybody here."""
PEOPLE: Rights = {Who.PEOPLE: Of.ALL}
OPERATOR: Rights = {Who.OPERATOR: Of.ALL}
PEOPLE_OR_OPERATOR: Rights = {Who.PEOPLE: Of.ALL, Who.OPERATOR: Of.ALL}
TEAM: Rights = {Who.LEAD: Of.LED, Who.PEOPLE: Of.ALL}
MEETING: Rights = {Who.MEMBER: Of.OWN, Who.LEAD: Of.LED, Who.PEOPLE: Of.ALL}
"""Those that one organises or is invited to; those of people one leads. A private one: the first alone."""
KEPT_MEETING: Rights = {Who.MEMBER: Of.OWN, Who.LEAD: Of.LED, Who.PEOPLE: Of.ALL}
"""Those that one organises; those in which all are of one team that one leads. A private one: the first."""
WRITERS: Rights = {Who.LEAD: Of.ALL, Who.PEOPLE: Of.ALL, Who.COMPLIANCE: Of.ALL}
OF_AGREEMENTS: Rights = {Who.LEAD: Of.LED, Who.PEOPLE: Of.ALL, Who.COMPLIANCE: Of.ALL}
INVITES_ALL: Rights = {Who.LEAD: Of.ALL, Who.PEOPLE: Of.ALL, Who.EXECUTIVE: Of.ALL}
AUDITED: Rights = {Who.LEAD: Of.ALL, Who.PEOPLE: Of.ALL}
"""Of the meetings that each may open."""
FINDING: Rights = {Who.MEMBER: Of.OWN, Who.LEAD: Of.LED, Who.PEOPLE: Of.ALL, Who.COMPLIANCE: Of.ALL}
"""Of a team: whom it hits (that it hits them), its lead, and two desks. Which finding is whose stands in
`clock/access/findings.py`: those about a series are for who may open that, those about somebody's rest and
week for that person and compliance."""
SETTLED: Rights = {Who.LEAD: Of.LED, Who.PEOPLE: Of.ALL, Who.COMPLIANCE: Of.ALL}
SIGNED_IN: Rights = {Who.STRANGER: Of.ALL}


def _page(route: str, what: str, rights: Rights, does: str = "") -> tuple[Row, ...]:
    """A page, and what its form does where it has one."""
    seen = Row("GET", route, what, rights)
    return (seen, Row("POST", route, does, rights)) if does else (seen,)


def _does(route: str, what: str, rights: Rights) -> tuple[Row, ...]:
    return (Row("POST", route, what, rights),)


def _behind(route: str, **methods: str) -> tuple[Row, ...]:
    """What programs do with a key of their own, by method."""
    return tuple(Row(method, route, what, {}, door=True) for method, what in methods.items())


ROWS: Final[tuple[Row, ...]] = (
    *_page("constitution", "What Farflung never does, and what holds it to that", ANYBODY),
    *_does("language", "Chooses the language of the pages", ANYBODY),
    *_page("sign-in", "Sign in", ANYBODY, "Signs in"),
    *_page("sign-in/mail", "Ask for a code by mail, where there is a mail server", {}, "Sends it"),
    *_page("sign-in/mail/code", "The code of a mail, for who asked for it", {}, "Signs in"),
    *_page("sign-in/passkey", "Sign in with a passkey", ANYBODY, "Signs in"),
    *_page("sign-in/company", "Sign in by the company's provider, where one is named", {}),
    *_page("sign-in/company/back", "Back from it, for who asked it", {}),
    *_page("sign-in/second", "The second step, for who has shown the first", ANYBODY, "Signs in"),
    *_does("sign-out", "Signs out", ANYBODY),
    *_page(
        "first", "Set up a site that has no account yet, for who has its key", {}, "Makes the first account"
    ),
    *_page("join/<str:word>", "Follow an invitation, for who has its link", {}, "Makes an account"),
    *_does("demo/be", "Becomes one of the cast, in a demo", {}),
    *_page("password", "My password", SIGNED_IN, "Changes it"),
    *_page("me/sessions", "The browsers that are signed in to my account", SIGNED_IN),
    *_does("me/sessions/end", "Signs all of them out", SIGNED_IN),
    *_does("me/sessions/<uuid:code>/end", "Signs one of them out", {Who.STRANGER: Of.OWN}),
    *_page("me/security", "My second step of signing in", SIGNED_IN),
    *_page("me/security/again", "Who I am, asked again", SIGNED_IN, "Shows it"),
    *_page("me/security/app", "A new authenticator app", SIGNED_IN, "Takes it"),
    *_does("me/security/app/remove", "Takes it out", SIGNED_IN),
    *_page("me/security/passkeys/new", "A new passkey", SIGNED_IN, "Takes it"),
    *_does("me/security/passkeys/<uuid:code>/remove", "Takes one out", {Who.STRANGER: Of.OWN}),
    *_does("me/security/codes", "Makes recovery codes, which are shown once", SIGNED_IN),
    *_page("company/sign-in", "Of whom a second step is wanted", OPERATOR, "Sets it"),
    *_does("company/sign-in/mail", "Offers codes by mail, or ends them", OPERATOR),
    *_does("company/sign-in/reset", "Takes a second step away that was lost", OPERATOR),
    *_page("me/tokens", "My tokens for programs", INSIDE, "Makes one, which is shown once"),
    *_does("me/tokens/<uuid:code>/revoke", "Revokes one", {Who.MEMBER: Of.OWN, Who.OPERATOR: Of.OWN}),
    *_page("me/calendars", "My calendars for other programs", ONES_OWN, "Makes one's address, shown once"),
    *_does("me/calendars/<uuid:code>/revoke", "Revokes one", ONES_OWN),
    *_page("me/busy", "Calendars elsewhere by which others see that I am busy", ONES_OWN, "Joins one"),
    *_does("me/busy/<uuid:code>", "Reads one, changes what it counts, or leaves it", ONES_OWN),
    *_page("feeds/<str:word>.ics", "A calendar, for who has its secret address", {}),
    *_page(".well-known/caldav", "Where calendar programs begin", ANYBODY),
    *_behind(
        "dav/",
        GET="Calendars of who has a secret or a token for reading times",
        PUT="Says that they are read",
        DELETE="Says that they are read",
    ),
    *_behind(
        "dav/<path:rest>",
        GET="One of their entries",
        PUT="Says that they are read",
        DELETE="Says that they are read",
    ),
    *_page("api/docs", "Every operation for programs, to be tried", INSIDE),
    *_page("api/problems", "Problems that programs are told", INSIDE),
    # ------------------------------------------------------------------------------------------- clock
    *_page("", "My day", INSIDE),
    *_page("now", "The company's clock; no group under five", INSIDE),
    *_page("meetings", "My meetings", INSIDE),
    *_page("meetings/<uuid:code>", "A series; what it costs, each of themself alone", MEETING),
    *_page(
        "meetings/<uuid:code>/edit",
        "A series that I keep",
        KEPT_MEETING,
        "Shows what a change is to everybody, then makes it",
    ),
    *_page(
        "meetings/<uuid:code>/date",
        "One date of it",
        KEPT_MEETING,
        "Shows what moving it is to everybody, then does it; or calls it off",
    ),
    *_does("meetings/<uuid:code>/turns", "Takes times in turn, or its own hour again", KEPT_MEETING),
    *_does("meetings/<uuid:code>/end", "Ends it", KEPT_MEETING),
    *_does(
        "meetings/<uuid:code>/organizer",
        "Hands it over; whoever must come takes it over, where who organised it has left",
        KEPT_MEETING,
    ),
    *_page("meetings/new", "A new meeting: what it is to everybody", ONES_OWN, "Shows that, then makes it"),
    *_page("meetings/audit", "Series that one looks after, with what of them could be mended", AUDITED),
    *_page("meetings/all-hands", "Sessions that reach everybody; no number of fewer than five", INSIDE),
    *_page(
        "meetings/find",
        "Times for a meeting; others' rest is not told, and of calendars elsewhere that they are busy",
        INSIDE,
    ),
    *_page(
        "meetings/all-hands/new",
        "The sessions of a date, and how many come to each",
        INVITES_ALL,
        "Makes them, and invites everybody to one",
    ),
    *_page("people", "Search among everybody", INSIDE),
    *_page(
        "people/<uuid:code>", "Somebody: place to the city, hours, teams, skills, languages, overlap", INSIDE
    ),
    *_page("teams", "All teams", INSIDE),
    *_page("teams/<uuid:code>", "A team: ribbon, overlap, planned moves, holidays ahead", INSIDE),
    # --------------------------------------------------------------------------------------- messages
    *_page(
        "people/<uuid:code>/message", "Write to somebody, with when it lands", EVERY_MEMBER, "Sends a note"
    ),
    *_page("inbox", "My messages, and what is on its way to me", BOX),
    *_does("inbox/<uuid:code>", "Marks a message of mine as read, or as new", BOX),
    *_does("inbox/read", "Marks all as read", BOX),
    *_does("inbox/now", "Lets what waits come now", BOX),
    *_page("inbox/sent", "What I wrote, and when it lands", BOX),
    *_does("inbox/sent/<uuid:code>/withdraw", "Takes a note back", BOX),
    *_page("me/channels", "Which way messages come to me", BOX, "Chooses it"),
    *_does("me/channels/mail", "Mails me the question whether my address is mine", BOX),
    *_page(
        "company/channels",
        "Programs and chat rooms, and what went out, without names or contents",
        OPERATOR,
        "Adds one",
    ),
    *_does("company/channels/<uuid:code>", "Ends one, begins it again, takes it out", OPERATOR),
    *_page("mail/confirm/<str:word>", "Whose an address is, for who has the link", {}, "Confirms it"),
    *_page("mail/stop/<str:word>", "Mail that one gets, for who has the link", {}, "Stops it"),
    *_page("findings", "Findings that are mine to look after, or that hit me", EVERY_MEMBER),
    *_page("findings/<uuid:code>", "A finding; whom it hits, to who looks after it", FINDING),
    *_does("findings/<uuid:code>/accept", "Accepts it, with a reason", SETTLED),
    *_does("findings/<uuid:code>/snooze", "Puts it off until a day, with a reason", SETTLED),
    *_does("findings/<uuid:code>/reopen", "Opens it again", SETTLED),
    *_does("findings/<uuid:code>/fix", "Mends it in one step; a series, for who may change that", SETTLED),
    *_does("findings/<uuid:code>/ask", "Asks those whose own hours would mend it", SETTLED),
    *_page("agreements", "Working agreements", INSIDE),
    *_page(
        "agreements/new",
        "A new agreement",
        WRITERS,
        "Shows what it would flag, of meetings that the reader may open; then makes it",
    ),
    *_page("agreements/<uuid:code>", "An agreement in plain words, with its versions", INSIDE),
    *_page(
        "agreements/<uuid:code>/edit",
        "Another version of an agreement",
        OF_AGREEMENTS,
        "Shows what it would flag, of meetings that the reader may open; then saves it",
    ),
    *_does("agreements/<uuid:code>/end", "Ends an agreement", OF_AGREEMENTS),
    # ---------------------------------------------------------------------------------------------- me
    *_page("me", "My profile", ONES_OWN, "Changes it"),
    *_page(
        "me/confirm",
        "My place, hours, rest and consents; what files say otherwise",
        ONES_OWN,
        "Confirms them",
    ),
    *_does("me/mismatches/<uuid:code>", "Settles what a file says otherwise", ONES_OWN),
    *_page("me/hours", "My hours", ONES_OWN, "Changes them"),
    *_page("me/places", "My stays", ONES_OWN),
    *_does("me/places/<uuid:code>/withdraw", "Withdraws a stay", OWN_OR_PEOPLE),
    *_page("me/away", "My absences and swapped holidays", ONES_OWN, "Swaps a holiday"),
    *_does("me/away/<uuid:code>/withdraw", "Withdraws an absence", OWN_OR_PEOPLE),
    *_does("me/swaps/<uuid:code>/withdraw", "Takes a swap back", OWN_OR_PEOPLE),
    *_page("me/moving", "What a stay or an absence would do", ONES_OWN, "Asks for it"),
    *_page("me/data", "Everything that is kept about me, and who looked", ONES_OWN),
    *_page("me/data.json", "The same as a file", ONES_OWN),
    # ----------------------------------------------------------------------------------------- company
    *_page("company/people", "People's records", PEOPLE),
    *_page("company/people/new", "A new person", PEOPLE, "Adds one"),
    *_page("company/people/<uuid:code>", "A person's record; the person sees the look", PEOPLE, "Changes it"),
    *_does("company/people/<uuid:code>/end", "Ends an employment, or takes that back", PEOPLE),
    *_page(
        "company/teams",
        "Teams that one looks after",
        {Who.LEAD: Of.ALL, Who.PEOPLE: Of.ALL},
        "Adds one (people operations)",
    ),
    *_page("company/teams/<uuid:code>", "A team's record", TEAM, "Changes its name and lead"),
    *_does("company/teams/<uuid:code>/join", "Adds a member", PEOPLE),
    *_does("company/teams/<uuid:code>/leave", "Takes a member out", PEOPLE),
    *_does("company/teams/<uuid:code>/remove", "Removes a team", PEOPLE),
    *_page("company/entities", "Legal entities", PEOPLE, "Adds one"),
    *_page("company/entities/<uuid:code>", "A legal entity", PEOPLE, "Changes it"),
    *_does("company/entities/<uuid:code>/remove", "Removes it", PEOPLE),
    *_page(
        "company/roles", "Who has which role", PEOPLE_OR_OPERATOR, "Gives one (an operator's: operators only)"
    ),
    *_does("company/roles/revoke", "Takes one back (an operator's: operators only)", PEOPLE_OR_OPERATOR),
    *_page("company/holidays", "Calendars of public holidays", PEOPLE),
    *_does("company/holidays/take", "Takes over what the library says otherwise", PEOPLE),
    *_page("company/holidays/<uuid:code>", "A calendar", PEOPLE, "Adds a day"),
    *_page("company/holidays/days/<uuid:code>", "A public holiday", PEOPLE, "Corrects it"),
    *_does("company/holidays/days/<uuid:code>/remove", "Takes it out", PEOPLE),
    *_page("company/imports", "Imports", PEOPLE_OR_OPERATOR, "Reads files, and writes nothing"),
    *_page(
        "company/imports/<uuid:code>",
        "What an import would change",
        PEOPLE_OR_OPERATOR,
        "Answers its questions",
    ),
    *_does("company/imports/<uuid:code>/accept", "Applies it", PEOPLE_OR_OPERATOR),
    *_does("company/imports/<uuid:code>/abandon", "Lets it be", PEOPLE_OR_OPERATOR),
    *_does("company/imports/<uuid:code>/undo", "Takes it back", PEOPLE_OR_OPERATOR),
    *_page("company/zones", "What the last upgrade of the zone database moved", OPERATOR),
    *_page("company/directories", "Which directories may say who works here", OPERATOR, "Lets one in"),
    *_does("company/directories/<uuid:code>/revoke", "Revokes its token", OPERATOR),
    *_page("company/arrivals", "Who has come by a directory without a place", PEOPLE),
    *_page("company/arrivals/<uuid:code>", "One of them", PEOPLE, "Says where they are"),
    *_behind(
        "scim/v2/Users",
        GET="For a directory with its token: people, as everybody here sees them",
        POST="Says that somebody comes",
    ),
    *_behind(
        "scim/v2/Users/<uuid:code>",
        GET="The same of one",
        PUT="Says who they are",
        PATCH="Says what changed",
        DELETE="Says that they are gone",
    ),
    *_behind("scim/v2/Groups", GET="Teams, with the ids of who is in them", POST="Says that there is one"),
    *_behind(
        "scim/v2/Groups/<uuid:code>",
        GET="The same of one",
        PUT="Says who is in it",
        PATCH="Says what changed",
        DELETE="Says that it is no more",
    ),
    *_behind("scim/v2/.search", POST="People and teams, by a filter"),
    *_behind("scim/v2/Users/.search", POST="People, by a filter"),
    *_behind("scim/v2/Groups/.search", POST="Teams, by a filter"),
    *_behind("scim/v2/ServiceProviderConfig", GET="What directories can do here"),
    *_behind("scim/v2/ResourceTypes", GET="The same"),
    *_behind("scim/v2/ResourceTypes/<str:name>", GET="The same"),
    *_behind("scim/v2/Schemas", GET="The same"),
    *_behind("scim/v2/Schemas/<str:name>", GET="The same"),
    *_behind("scim/v2/<path:rest>", GET="Says that nothing is there"),
    *_page("company/chat", "Which chat systems may ask", OPERATOR, "Takes one's secret"),
    *_does("company/chat/remove", "Lets it ask no more", OPERATOR),
    *_does("chat/slack", "Who is on duty, for Slack and what speaks like it, if it signed that", {}),
    *_does("chat/mattermost", "The same for Mattermost, if it has the token", {}),
    *_page("company/export", "What an export holds", PEOPLE),
    *_does("company/export.zip", "Everything as files; everybody sees the look", PEOPLE),
    *_page(
        "invitations",
        "Who has no account yet",
        PEOPLE_OR_OPERATOR,
        "Makes links (for who has a role: operators only)",
    ),
)


def rights_of(method: str, route: str) -> Rights | None:
    """For whom an operation is there; None where the table has no row for it."""
    return next((row.rights for row in ROWS if (row.method, row.route) == (method, route)), None)
