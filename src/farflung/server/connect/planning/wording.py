"""Messages in words: each kind in one function, put together when it is read, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.atlas import UnknownPersonError
from farflung.engine.model import Block, WeeklyPattern
from farflung.server.clock.access.findings import waiting_for
from farflung.server.clock.models import Finding
from farflung.server.clock.planning.finding_steps import week_path
from farflung.server.clock.planning.finding_words import title_of
from farflung.server.connect.planning.calendar_words import trouble_text
from farflung.server.connect.planning.invitations import Kind
from farflung.server.connect.planning.links import confirm_path
from farflung.server.core.access import link_word
from farflung.server.core.mail_code import code_of
from farflung.server.core.models import Invitation, Message
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.org.models import Team
from farflung.server.ui.reader import Reader, nobody
from farflung.server.ui.words import clock_text, count_text, day_text, pattern_text, range_text


@dataclass(frozen=True, slots=True)
class Written:
    """A message in words. `about` is the person whom it comes from, where there is one; `href` leads on, and
    `action` says where to."""

    title: str
    body: str = ""
    href: str = ""
    action: str = ""
    sender: UUID | None = None


Names = Mapping[UUID, str]


def _note(message: Message, names: Names) -> Written:
    who = names.get(message.sender, "") if message.sender else ""
    title = _("%(name)s writes to you") % {"name": who} if who else _("A note from somebody who has left")
    body = str(message.data.get("text", ""))
    if not who or message.sender is None:
        return Written(title, body)
    return Written(title, body, reverse("write_to", args=[message.sender]), _("Answer"), message.sender)


def _mismatch(message: Message, names: Names) -> Written:  # noqa: ARG001 - the shape of all of them
    by_directory = bool(message.data.get("directory"))
    return Written(
        _("Your company’s directory says something else of you than you do")
        if by_directory
        else _("A file says something else of you than you do"),
        _("What you say holds. You alone are shown this, and you settle it."),
        reverse("confirm"),
        _("Look at it"),
    )


def _confirm_mail(message: Message, names: Names) -> Written:  # noqa: ARG001
    return Written(
        _("Is this your address?"),
        _("Somebody who signs in with this address asked for mail to go here. If it was not you, leave it."),
        confirm_path(message.recipient, str(message.data["mail"])),
        _("This is my address"),
    )


def _invitation(message: Message, names: Names) -> Written:  # noqa: ARG001
    found = Invitation.objects.filter(code=UUID(str(message.data["invitation"]))).first()
    return Written(
        _("You are invited to the map of your company"),
        _("The link makes your account. It works once, and for a week; it is for you alone."),
        reverse("join", args=[link_word(found)]) if found else "",
        _("Choose a password"),
    )


def _sign_in_code(message: Message, names: Names) -> Written:  # noqa: ARG001
    code = code_of(UUID(hex=str(message.data["challenge"])))
    return Written(
        _("Your code to sign in: %(code)s") % {"code": code},
        _(
            "Type it in the browser in which you asked for it. It works once, for ten minutes. Give it to "
            "nobody, whoever asks; if you did not ask for it, leave it."
        ),
    )


def _sign_in_changed(message: Message, names: Names) -> Written:  # noqa: ARG001
    told = {
        "app_added": _("An authenticator app was set up for your account"),
        "app_removed": _("The authenticator app of your account was removed"),
        "passkey_added": _("A passkey was added to your account"),
        "passkey_removed": _("A passkey of your account was removed"),
        "recovery_used": _("A recovery code of your account was used"),
        "reset": _("Whoever runs the site has taken your second step away"),
    }
    return Written(
        told.get(str(message.data.get("what")), _("How you sign in was changed")),
        _(
            "If that was not your doing, sign out everywhere, change your password, and tell whoever runs "
            "the site."
        ),
        reverse("security"),
        _("Look at it"),
    )


def _radar(message: Message, names: Names) -> Written:  # noqa: ARG001
    """What is new and what ended; whatever is deleted meanwhile, or another's to look after, is counted and
    not named."""
    data = message.data
    codes = [*data["new"], *data["ended"], *([data["worst"]] if data["worst"] else [])]
    mine = Finding.objects.filter(waiting_for(message.recipient), code__in=codes)
    rows = mine.select_related("meeting", "agreement", "about", "team")
    titles = {str(row.code): title_of(row) for row in rows}
    new, ended, still_open = _counts(message)
    if not new and not ended and not still_open:
        return Written(
            _("The radar of your teams for this week"), _("Somebody else looks after these teams by now.")
        )
    named_new, named_ended = (
        [titles[code] for code in data[kind] if code in titles] for kind in ("new", "ended")
    )
    lines = [
        _("New: %(new)s. Ended: %(ended)s. Open: %(open)s.")
        % {"new": count_text(new), "ended": count_text(ended), "open": count_text(still_open)},
        *(_("New: %(finding)s") % {"finding": title} for title in named_new),
        *_others(_("New, and not named here: %(count)s."), new - len(named_new)),
        *(_("Ended: %(finding)s") % {"finding": title} for title in named_ended),
        *_others(_("Ended, and not named here: %(count)s."), ended - len(named_ended)),
    ]
    if data["worst"] in titles and data["worst"] not in data["new"]:
        lines.append(_("The worst that is open: %(finding)s") % {"finding": titles[data["worst"]]})
    return Written(
        _("The radar of your teams for this week"),
        "\n".join(lines),
        reverse("clock:findings"),
        _("Look at it"),
    )


def _others(text: str, count: int) -> list[str]:
    return [text % {"count": count_text(count)}] if count > 0 else []


def _counts(message: Message) -> tuple[int, int, int]:
    """How many were new, ended and open when it was made, of what the reader still looks after."""
    data = message.data
    if "teams" not in data:  # made before they were counted by team
        return data["news"], data["ends"], data["open"]
    led = Team.objects.filter(lead__code=message.recipient).values_list("code", flat=True)
    mine = [data["teams"].get(code, (0, 0, 0)) for code in ("", *map(str, led))]
    new, ended, still_open = (sum(one[number] for one in mine) for number in range(3))
    return new, ended, still_open


def _hours_asked(message: Message, names: Names) -> Written:
    """What somebody is asked about their own hours; they read which, and change them or leave them."""
    who = names.get(message.sender, "") if message.sender else ""
    row = Finding.objects.filter(code=UUID(str(message.data["finding"])))
    found = row.select_related("meeting", "agreement", "about", "team").first()
    week = WeeklyPattern(tuple(Block(*block) for block in message.data["week"]))
    body = _("Could you work %(hours)s? You decide: nothing changes unless you say so.")
    lines = [*([title_of(found)] if found else []), body % {"hours": pattern_text(week)}]
    return Written(
        _("%(name)s asks about your hours") % {"name": who} if who else _("You are asked about your hours"),
        "\n".join(lines),
        week_path(message.data),
        _("Look at my hours"),
        message.sender,
    )


def _hook_ended(message: Message, names: Names) -> Written:  # noqa: ARG001
    return Written(
        _("Nothing goes to %(hook)s any more") % {"hook": message.data.get("hook", "")},
        _("It has answered with failures for days, or said that it is gone. Mend it, then begin it again."),
        reverse("company_channels"),
        _("Channels"),
    )


def _calendar_ended(message: Message, names: Names) -> Written:  # noqa: ARG001
    told = {"name": message.data.get("name", "")}
    return Written(
        _("Your calendar %(name)s is not read any more") % told,
        _("%(why)s When you are busy by it is not known any more; join it anew, or leave it.")
        % {"why": trouble_text(str(message.data.get("trouble", "")))},
        reverse("my_busy"),
        _("Look at it"),
    )


def _meeting(message: Message, names: Names) -> Written:  # noqa: ARG001
    """A series, with the date that matters in the reader's own time."""
    data, kind = message.data, Kind(message.kind)
    title = str(data.get("title") or _("Private meeting"))
    text = str(_MEETINGS[kind]) % {"title": title}
    if kind is Kind.GONE:
        return Written(text)
    body = "" if kind in (Kind.ENDED, Kind.OWNER) else _when(message)
    return Written(text, body, _series_path(data), _("Open it"))


_MEETINGS: Final[Mapping[Kind, object]] = {
    Kind.INVITED: gettext_lazy("You are invited: %(title)s"),
    Kind.CHANGED: gettext_lazy("It has changed: %(title)s"),
    Kind.DATE: gettext_lazy("One date of it has changed: %(title)s"),
    Kind.ENDED: gettext_lazy("It has no date any more: %(title)s"),
    Kind.OWNER: gettext_lazy("Somebody else organises it now: %(title)s"),
    Kind.GONE: gettext_lazy("You need not come any more: %(title)s"),
}


def _earlier(message: Message, names: Names) -> Written:  # noqa: ARG001
    """What a series was until it was moved, for calendars: to them it is another one."""
    data = message.data
    title = _("Dates of before: %(title)s") % {"title": data.get("title") or _("Private meeting")}
    body = _("What was planned here is at other times: they are in another mail.")
    if "until" in data:
        day = day_text(date.fromisoformat(str(data["until"])), _reader(message).today)
        body = _(
            "Its dates until %(day)s stay in your calendar as they are. What comes after is in another mail."
        ) % {"day": day}
    return Written(title, body, _series_path(data), _("Open it"))


def _written_out(message: Message, names: Names) -> Written:  # noqa: ARG001
    data = message.data
    title = _("Its hours in turn, for another year: %(title)s")
    day = date.fromisoformat(str(data["until"])) if "until" in data else None
    said = {"day": day_text(day, _reader(message).today) if day else ""}
    body = _("Your calendar has them until %(day)s now. Nothing has changed.") % said if day else ""
    return Written(
        title % {"title": data.get("title") or _("Private meeting")}, body, _series_path(data), _("Open it")
    )


def _series_path(data: Mapping[str, object]) -> str:
    return reverse("clock:meeting", args=[UUID(str(data["meeting"]))])


def _when(message: Message) -> str:
    data, reader = message.data, _reader(message)
    day = date.fromisoformat(str(data["day"])) if "day" in data else None
    if "starts" not in data:
        return _("%(day)s is called off.") % {"day": day_text(day, reader.today)} if day else ""
    start, end = (datetime.fromisoformat(str(data[name])) for name in ("starts", "ends"))
    civil, clocks = reader.civil(start), (clock_text(reader.civil(one).time) for one in (start, end))
    said = {
        "day": day_text(day, reader.today) if day else "",
        "when": f"{day_text(civil.date, reader.today)} {range_text(*clocks)}",
        "place": reader.place,
    }
    if day:
        return _("Instead of %(day)s: %(when)s %(place)s.") % said
    if data.get("again"):
        return _("The next date: %(when)s %(place)s. More dates follow.") % said
    return _("%(when)s %(place)s.") % said


def _reader(message: Message) -> Reader:
    """The clock of whoever reads it, where they are on that day."""
    now = message.settled_at or message.posted_at
    at = datetime.fromisoformat(str(message.data.get("starts", now.isoformat())))
    try:
        atlas, person = on_the_map(message.recipient)
    except UnknownPersonError:
        return nobody(now)
    place = atlas.where(person, at).place
    return Reader(now, atlas.zones.zone(place.zone), place.label)


KINDS: Final[Mapping[str, Callable[[Message, Names], Written]]] = {
    "note": _note,
    "mismatch": _mismatch,
    "confirm_mail": _confirm_mail,
    "invitation": _invitation,
    "sign_in_code": _sign_in_code,
    "sign_in_changed": _sign_in_changed,
    "radar": _radar,
    "hours_asked": _hours_asked,
    "hook_ended": _hook_ended,
    "calendar_ended": _calendar_ended,
    **dict.fromkeys(map(str, Kind), _meeting),
    Kind.EARLIER: _earlier,
    Kind.WRITTEN: _written_out,
}
"""Every kind of message that there is."""


def written(message: Message, names: Names) -> Written:
    """The message in words; `names` are those of senders. Of a kind that nobody knows any more, that it
    was."""
    kind = KINDS.get(message.kind)
    return kind(message, names) if kind else Written(_("A message that this version cannot show"))
