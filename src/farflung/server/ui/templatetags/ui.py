"""Tags that every page has: times in two zones, names, numbers, pictures, parts of the shell.

They are built in (`site/settings.py`), so no template loads them. Those of time need `reader` in the context;
every page has it.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.model import Person, WeeklyPattern
from farflung.engine.time import CivilTime, Span, Zone
from farflung.server.ui import pictures, pieces, words
from farflung.server.ui.reader import Reader

register = template.Library()


def _reader(context: Context) -> Reader:
    reader: Reader = context["reader"]
    return reader


@register.simple_tag(takes_context=True)
def time(
    context: Context,
    instant: datetime,
    zone: Zone | None = None,
    place: str = "",
    bare: bool = False,
    brief: bool = False,
) -> SafeString:
    """An instant: the clock time, its day where that is not today, the reader's place.

    `{% time instant bare=True %}` leaves the place out, where the page has said whose time it shows; `brief`
    also the clock time of days that are a week away.
    `{% time instant zone=zone place="Taipei" %}` begins with the time there, and has the reader's beside it.
    """
    reader = _reader(context)
    own = pictures.safe(pieces.moment(instant, reader, brief=brief))
    if zone is None:
        return own if bare else format_html('{} <bdi class="zone">{}</bdi>', own, reader.place)
    there = words.moment_text(CivilTime.of(instant, zone), reader.today)
    where = place or _city(zone)
    if zone.key == reader.zone.key:
        return format_html('{} <bdi class="zone">{}</bdi>', own, where)
    return format_html(
        '{} <bdi class="zone">{}</bdi> <span class="own">({} <bdi>{}</bdi>)</span>',
        there, where, own, reader.place,
    )  # fmt: skip


def _city(zone: Zone) -> str:
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


@register.simple_tag(takes_context=True)
def span(
    context: Context, start: datetime, end: datetime, bare: bool = False, any_day: bool = False
) -> SafeString:
    """From an instant to another, in the reader's time; `any_day`: as hours of no day but of all."""
    reader = _reader(context)
    if any_day:
        clocks = pictures.hours_text((Span(start, end),), reader.zone)
        return format_html('<span class="span">{}</span> <bdi class="zone">{}</bdi>', clocks, reader.place)
    shown = format_html(
        '<span class="span" title="{} – {}">{}</span>',
        words.whole(reader, start),
        words.whole(reader, end),
        words.span_text(start, end, reader),
    )
    return shown if bare else format_html('{} <bdi class="zone">{}</bdi>', shown, reader.place)


@register.simple_tag(takes_context=True)
def hours(context: Context, spans: Sequence[Span]) -> str:
    """ "09:00–12:30, 14:00–15:00": spans of a day on the reader's clock."""
    return pictures.hours_text(spans, _reader(context).zone)


@register.simple_tag(takes_context=True)
def day(context: Context, value: date, long: bool = False) -> SafeString:
    """A local date with its weekday; it has no zone, so none is shown."""
    shown = words.long_day_text(value) if long else words.day_text(value, _reader(context).today)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.simple_tag(takes_context=True)
def own_clock(context: Context, zone: Zone, place: str = "") -> SafeString:
    """What somebody's clock shows now and where that is: "16:45 Bengaluru"; the day too if it is another."""
    return pictures.safe(pieces.own_clock(zone, place, _reader(context)))


@register.simple_tag
def minutes(value: int) -> str:
    """Local minutes as a clock time: "09:30"."""
    return words.minutes_text(value)


@register.simple_tag
def minutes_of(value: CivilTime) -> str:
    """The clock time alone: "09:30"; the page says whose."""
    return words.clock_text(value.time)


@register.simple_tag
def weekday_clock(value: CivilTime) -> str:
    """What a clock shows, with its weekday: "Fri 01:00"; beside it stands where that is."""
    return words.weekday_clock_text(value)


@register.simple_tag(takes_context=True)
def local_day(context: Context, instant: datetime) -> SafeString:
    """The date that the reader's calendar shows at an instant."""
    return day(context, _reader(context).civil(instant).date)


@register.simple_tag
def pattern(value: WeeklyPattern) -> str:
    """A week of hours: "Mon–Fri 09:00–18:00"."""
    return words.pattern_text(value)


@register.simple_tag
def clock_span(start: int, end: int) -> str:
    """Hours in local minutes: "22:00–07:00"."""
    return words.range_text(words.minutes_text(start), words.minutes_text(end))


@register.filter
def size(value: timedelta) -> str:
    """How long, whichever way it goes: "1 h" of an hour back as well."""
    return words.length_text(abs(value))


@register.filter
def lasts(value: timedelta) -> str:
    """ "6 h 45 min"."""
    return words.length_text(value)


@register.filter
def count(value: int) -> str:
    """A number with the separators of the language."""
    return words.count_text(value)


@register.filter
def people(value: int) -> str:
    """ "4,988 people"."""
    return words.people_text(value)


@register.simple_tag
def name(value: str) -> SafeString:
    """A name as its owner writes it, kept apart from the direction of the line around it."""
    return format_html("<bdi>{}</bdi>", value)


@register.simple_tag
def person(code: str, value: str) -> SafeString:
    """A name that leads to the page of its owner; `code` is the public one, the id on the map."""
    return pictures.safe(pieces.person_link(code, value))


@register.simple_tag
def names(values: Sequence[str], most: int = 3) -> SafeString:
    """ "A, B and 4 more"."""
    return pictures.safe(pieces.names(values, most))


@register.simple_tag
def linked(people: Sequence[Person], most: int = 8) -> SafeString:
    """The same of people of the map, each name leading to its page."""
    return pictures.safe(pieces.linked(people, most))


@register.simple_tag(takes_context=True)
def ribbon(context: Context, key: str, row: Row, on: Day) -> SafeString:
    """The day ribbon of a row; `key` is unique on its page."""
    return pictures.safe(pictures.ribbon(key, row, on, _reader(context)))


@register.simple_tag(takes_context=True)
def scale(context: Context, key: str, on: Day) -> SafeString:
    """The hours that stand over ribbons."""
    return pictures.scale(key, on, _reader(context))


@register.simple_tag
def table(value: Table) -> SafeString:
    """A table of text, in a frame that scrolls where it is too wide."""
    return pictures.safe(pictures.table(value))


@register.simple_tag
def behind(value: Table) -> SafeString:
    """The table behind a picture, folded."""
    return pictures.safe(pictures.behind(value))


@register.simple_tag
def comma() -> str:
    """What stands between the parts of a list."""
    return words.comma()


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """Every language of the site, called as those call it who read it."""
    return list(settings.LANGUAGES)


@register.simple_tag
def direction() -> str:
    """The writing direction of the page's language, for `dir`."""
    return "rtl" if translation.get_language_bidi() else "ltr"
