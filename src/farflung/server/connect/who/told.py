"""The answer in the words of chat: each time on the clock of whom it is about, and on the reader's own.

Slack writes a time on the reader's clock by itself, whatever that is; elsewhere it is the clock that was
asked for, or UTC, and says so.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from farflung.engine.time import CivilTime, Zone
from farflung.server.connect.who.asked import Answer, Turn, Unknown
from farflung.server.ui.words import clock_text, more_text, weekday_clock_text

Shown = Callable[[datetime], str]
"""From an instant to what is shown of it on the reader's clock."""


def for_slack(instant: datetime) -> str:
    """A date that Slack shows in the zone of whoever reads it; in UTC where it cannot."""
    plain = f"{instant:%H:%M} UTC"
    return f"<!date^{int(instant.timestamp())}^{{date_short_pretty}} {{time}}|{plain}>"


def on_clock(zone: Zone, now: datetime, place: str = "") -> Shown:
    """The clock of a zone, named after its city or a place; the weekday too where it is another day there."""
    where = place or zone.key.rsplit("/", 1)[-1].replace("_", " ")

    def shown(instant: datetime) -> str:
        civil = CivilTime.of(instant, zone)
        same = civil.date == CivilTime.of(now, zone).date
        return f"{clock_text(civil.time) if same else weekday_clock_text(civil)} {where}"

    return shown


def told(found: Answer | Unknown, shown: Shown, now: datetime) -> str:
    """The whole message."""
    if isinstance(found, Unknown):
        return "\n".join(_unknown(found))
    return "\n".join(_answer(found, shown, now))


def usage() -> str:
    """What can be asked."""
    return _("Ask for a duty or a team: /who support. Add a city for its clock: /who support in Lisbon.")


def _unknown(found: Unknown) -> Iterator[str]:
    yield _("No duty or team is called “%(asked)s”.") % {"asked": plain(found.asked)}
    if found.close:
        names = ", ".join(map(plain, found.close))
        yield _("There is: %(names)s") % {"names": names} + (" …" if found.more else "")


def _answer(found: Answer, shown: Shown, now: datetime) -> Iterator[str]:
    named = {"name": plain(found.name)}
    if found.now:
        yield (_("*%(name)s*: on duty now") if found.duty else _("*%(name)s*: at work now")) % named
        yield from (_now(turn, shown) for turn in found.now)
        if found.more:
            yield more_text(found.more)
    else:
        yield (
            _("*%(name)s*: nobody is on duty now") if found.duty else _("*%(name)s*: nobody is at work now")
        ) % named
    if found.next:
        yield _("Next")
        yield from (_next(turn, shown, now) for turn in found.next)


def _now(turn: Turn, shown: Shown) -> str:
    named = {"name": plain(turn.name), "there": _there(turn), "here": shown(turn.end)}
    return "• " + _("%(name)s, until %(there)s (%(here)s)") % named


def _next(turn: Turn, shown: Shown, now: datetime) -> str:
    there = on_clock(turn.zone, now, turn.place)(turn.start)
    named = {"name": plain(turn.name), "there": there, "here": shown(turn.start)}
    return "• " + _("%(name)s, from %(there)s (%(here)s)") % named


def _there(turn: Turn) -> str:
    return f"{clock_text(CivilTime.of(turn.end, turn.zone).time)} {turn.place}"


def plain(text: str) -> str:
    """A name as text: nothing in it is a link or a mention."""
    safe = "".join(sign for sign in text if sign.isprintable())
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("](", "] (")
