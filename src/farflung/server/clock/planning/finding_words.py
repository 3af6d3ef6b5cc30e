"""Findings in the reader's language: what each rule found, in one sentence about what it is about."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from farflung.server.clock.models import Finding

TITLES: Final[dict[str, str | Promise]] = {
    "coverage.clock-change": gettext_lazy("A clock change leaves %(what)s without enough people"),
    "coverage.holiday": gettext_lazy("Public holidays leave %(what)s without enough people"),
    "coverage.absence": gettext_lazy("%(what)s is short of people, as somebody is unavailable"),
    "coverage.not-eligible": gettext_lazy("Who holds a shift of %(what)s lacks what its rule asks for"),
    "coverage.unfilled": gettext_lazy("A shift of %(what)s is held by nobody"),
    "coverage.no-shift": gettext_lazy("%(what)s has hours without any shift"),
    "coverage.roster-ends": gettext_lazy("The rota of %(what)s ends, or begins late"),
    "coverage.over": gettext_lazy("%(what)s has more people at once than its rule allows"),
    "contradiction.roster": gettext_lazy("The plan of %(what)s never has as many people as its rule says"),
    "contradiction.expired": gettext_lazy("%(what)s is past its date, or will be soon"),
    "contradiction.unknown-name": gettext_lazy("A rule is about %(what)s, and nothing here is called that"),
    "contradiction.too-few-people": gettext_lazy("%(what)s: the rule asks for more people than there are"),
    "contradiction.max-week": gettext_lazy("%(what)s needs more hours a week than its people may work"),
    "contradiction.coverage": gettext_lazy("%(what)s: one rule asks for more people, another for fewer"),
    "contradiction.core-hours": gettext_lazy("Core hours of %(what)s are not everybody’s hours, or differ"),
    "contradiction.no-meeting-hour": gettext_lazy("The rules leave %(what)s no hour in which all may meet"),
    "contradiction.no-shared-hour": gettext_lazy(
        "%(what)s: an answer is promised between teams that share no hour"
    ),
    "contradiction.promise": gettext_lazy("%(what)s: an answer is promised when nobody is there to give it"),
    "fragility.single": gettext_lazy("Some hours of %(what)s hang on one person"),
    "fragility.one-deep": gettext_lazy("%(what)s is one person deep for most of its hours"),
    "fragility.thin": gettext_lazy("%(what)s has exactly as many people as its rule asks for"),
    "fragility.place": gettext_lazy("%(what)s hangs on one city, country or region, or entity"),
    "clocks.moves": gettext_lazy("A clock change moves %(what)s to another hour"),
    "clocks.out-of-hours": gettext_lazy("A clock change moves %(what)s out of somebody’s hours"),
    "clocks.clash": gettext_lazy("A clock change makes %(what)s run into another meeting"),
    "meeting-rules.hours": gettext_lazy("%(what)s is outside the hours that an agreement allows"),
    "meeting-rules.no-meeting-day": gettext_lazy(
        "%(what)s is on a day that an agreement keeps free of meetings"
    ),
    "meeting-rules.notice": gettext_lazy("%(what)s comes with less notice than was agreed"),
    "meeting-rules.notice-unknown": gettext_lazy("%(what)s: the notice of some meetings is not known"),
    "meeting-rules.agenda": gettext_lazy("%(what)s: some meetings have no agenda"),
    "meeting-rules.weekly-hours": gettext_lazy("%(what)s: more hours of meetings in a week than was agreed"),
    "meetings.stay": gettext_lazy("A journey of %(what)s takes meetings out of working hours"),
    "burden.same-people": gettext_lazy(
        "%(what)s always costs the same people their evening, night or morning"
    ),
    "burden.one-session": gettext_lazy("%(what)s cannot be in everybody’s own day at one hour"),
    "burden.area": gettext_lazy("%(what)s carries far more of the burden of meetings than of the attendance"),
    "overlap.manager-zero": gettext_lazy("%(what)s shares no working hour with people who report to them"),
    "overlap.manager-near-zero": gettext_lazy("%(what)s shares little time with people who report to them"),
    "overlap.team": gettext_lazy("%(what)s has no hour in which all of it work"),
    "holidays.meeting": gettext_lazy("%(what)s is on a public holiday of people who must come"),
    "holidays.shift": gettext_lazy("Shifts of %(what)s are on public holidays of those who hold them"),
    "rest.short": gettext_lazy("%(what)s has too little rest between two shifts"),
    "rest.long-shift": gettext_lazy("A shift of %(what)s is longer than its limit"),
    "rest.two-duties": gettext_lazy("%(what)s is on two duties in the same hour"),
    "weekly.over": gettext_lazy("%(what)s has more hours of shifts in a week than the limit"),
    "weekly.average": gettext_lazy("%(what)s has more hours of shifts a week on average than the limit"),
    "weekly.unknown": gettext_lazy(
        "Limits of weekly hours in %(what)s are unknown until they are read again"
    ),
    "one-holder.needed": gettext_lazy("Only one person has %(what)s, which a rule asks for"),
    "one-holder.away": gettext_lazy("The only person who has %(what)s will be unavailable"),
    "one-holder.list": gettext_lazy("%(what)s that one person alone has"),
    "headcount.crossing": gettext_lazy("A start or end takes %(what)s over or under a headcount threshold"),
    "headcount.near": gettext_lazy("%(what)s is close to a headcount threshold"),
    "headcount.reached": gettext_lazy("%(what)s has reached headcount thresholds"),
    "headcount.unknown": gettext_lazy(
        "Headcount thresholds of %(what)s are unknown until they are read again"
    ),
}
"""By rule: a test asks for one for every rule of every check."""

SEVERITIES: Final = {
    3: gettext_lazy("Breaks a rule"),
    2: gettext_lazy("Will hurt"),
    1: gettext_lazy("To know"),
}
STATES: Final = {
    Finding.State.OPEN: gettext_lazy("open"),
    Finding.State.ACCEPTED: gettext_lazy("accepted"),
    Finding.State.SNOOZED: gettext_lazy("put off"),
    Finding.State.FIXED: gettext_lazy("mended"),
    Finding.State.GONE: gettext_lazy("gone"),
}
DESKS: Final = {
    Finding.Desk.PEOPLE: gettext_lazy("people operations"),
    Finding.Desk.COMPLIANCE: gettext_lazy("compliance"),
}
_KINDS: Final = {
    "skills": gettext_lazy("Skills"),
    "languages": gettext_lazy("Languages"),
    "roles": gettext_lazy("Roles"),
}


_ALL: Final = {
    "Everybody": gettext_lazy("Everybody"),
    "everybody": gettext_lazy("everybody"),
    "The company": gettext_lazy("The company"),
}


def title_of(row: Finding) -> str:
    """The sentence. Rows come with what they are about; a private series has no title."""
    return sentence_of(row.rule, subject_of(row))


def sentence_of(rule: str, about: str) -> str:
    """What a rule found, of whatever it is about."""
    sentence, what = TITLES.get(rule), _apart(about)
    return what if sentence is None else str(sentence) % {"what": what}


def quoted(title: str) -> str:
    """A title inside a sentence."""
    return pgettext("what was read, in quotation marks", "“%(text)s”") % {"text": title}


def _apart(name: str) -> str:
    """A name of whatever direction as one word of a sentence that runs from right to left."""
    return f"\u2068{name}\u2069" if get_language_bidi() else name


def subject_of(row: Finding) -> str:
    """What it is about, by its name as it is now."""
    if row.meeting is not None:
        title = row.meeting.title
        return quoted(title) if title else _("a private meeting")
    if row.agreement is not None:
        return quoted(row.agreement.name)
    if row.about is not None:
        return row.about.name
    if row.subject:
        return subject_words(row.rule, row.subject)
    return row.team.name if row.team is not None else ""


def subject_words(rule: str, subject: str) -> str:
    """What the checks have a word of their own for, in the reader's language; a name stays a name."""
    words = _KINDS if rule == "one-holder.list" else _ALL
    return str(words.get(subject, subject))


def owner_of(row: Finding) -> str:
    """Who looks after it: the name of a person, or of a desk."""
    return row.owner.name if row.owner is not None else str(DESKS.get(Finding.Desk(row.desk), ""))
