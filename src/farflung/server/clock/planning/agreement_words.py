"""An agreement in plain words: each rule as one sentence, in the language of whoever reads."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from farflung.engine.model import (
    Agreement,
    CoreHours,
    CoverageRule,
    Exemption,
    LeaveNotice,
    MeetingRules,
    MessageRules,
    ResponsePromise,
    ShiftRules,
    WeeklyPattern,
)
from farflung.intake.gazetteer import Gazetteer
from farflung.rulepacks import Mode
from farflung.server.ui.words import (
    comma,
    length_text,
    minutes_text,
    pattern_text,
    people_text,
    weekday_text,
)

_DAY = timedelta(days=1)


def sentences(agreement: Agreement) -> Iterator[str]:
    """Every rule, in the order in which a text has its sections."""
    for cover in agreement.coverage:
        yield _coverage(cover)
    for core in agreement.core_hours:
        yield _core(core)
    for answer in agreement.responses:
        yield _response(answer)
    for meetings in agreement.meetings:
        yield from _meetings(meetings)
    for shifts in agreement.shifts:
        yield from _shifts(shifts)
    for decision in agreement.decisions:
        of = {"whom": _whom(decision.team), "length": length_text(decision.working_time)}
        yield _("%(whom)s: a decision stays open for %(length)s of everybody’s own working hours.") % of
    for leave in agreement.leave:
        yield _leave(leave)
    for message in agreement.messages:
        yield _outside_hours(message)
    for exemption in agreement.exemptions:
        yield _exemption(exemption)


def _whom(team: str | None) -> str:
    return team or _("Everybody")


def _coverage(rule: CoverageRule) -> str:
    """ "Withdrawals: at least 1 person, always."."""
    able = comma().join(sorted(rule.skills | rule.languages))
    what = rule.duty or _whom(rule.team)
    values = {"what": f"{what} ({able})" if able else what, "when": _when(rule.window, rule.zone)}
    if rule.maximum is None:
        return _("%(what)s: at least %(people)s, %(when)s.") % {**values, "people": people_text(rule.minimum)}
    if rule.minimum == rule.maximum:
        return _("%(what)s: exactly %(people)s, %(when)s.") % {**values, "people": people_text(rule.minimum)}
    values |= {"people": people_text(rule.maximum)}
    if not rule.minimum:
        return _("%(what)s: at most %(people)s, %(when)s.") % values
    return _("%(what)s: from %(least)s to %(people)s, %(when)s.") % {**values, "least": rule.minimum}


def _when(window: WeeklyPattern | None, zone: str | None) -> str:
    if window is None:
        return _("always")
    return f"{pattern_text(window)} {zone or _('by each person’s own clock')}"


def _core(rule: CoreHours) -> str:
    values = {"whom": _whom(rule.team), "when": _when(rule.window, rule.zone)}
    return _("%(whom)s: all work %(when)s.") % values


def _response(rule: ResponsePromise) -> str:
    """ "chat: Ledger answers Withdrawals Ops within 4 h."."""
    values = {
        "channel": rule.channel, "length": length_text(rule.within), "whom": _whom(rule.answerer),
        "asker": rule.asker or "",
    }  # fmt: skip
    if rule.working_hours:
        if rule.asker is None:
            return (
                _("%(whom)s: an answer on %(channel)s within %(length)s of one’s own working hours.") % values
            )
        return (
            _("%(whom)s: an answer to %(asker)s on %(channel)s within %(length)s of one’s own working hours.")
            % values
        )
    if rule.asker is None:
        return _("%(whom)s: an answer on %(channel)s within %(length)s.") % values
    return _("%(whom)s: an answer to %(asker)s on %(channel)s within %(length)s.") % values


def _meetings(rule: MeetingRules) -> Iterator[str]:
    whom = _whom(rule.team)
    if rule.earliest is not None:
        values = {"whom": whom, "clock": minutes_text(rule.earliest)}
        yield _("%(whom)s: no meeting starts before %(clock)s, on anybody’s own clock.") % values
    if rule.latest is not None:
        values = {"whom": whom, "clock": minutes_text(rule.latest)}
        yield _("%(whom)s: no meeting ends after %(clock)s, on anybody’s own clock.") % values
    if rule.notice is not None:
        values = {"whom": whom, "length": _long(rule.notice)}
        yield _("%(whom)s: a meeting is announced at least %(length)s ahead.") % values
    if rule.agenda_required:
        yield _("%(whom)s: every meeting has an agenda.") % {"whom": whom}
    if rule.no_meeting_days:
        values = {"whom": whom, "days": _days(rule.no_meeting_days)}
        yield _("%(whom)s: no meetings on these days: %(days)s.") % values
    if rule.max_weekly_hours is not None:
        values = {"whom": whom, "length": length_text(timedelta(hours=rule.max_weekly_hours))}
        yield _("%(whom)s: at most %(length)s of meetings a week.") % values


def _shifts(rule: ShiftRules) -> Iterator[str]:
    if rule.max_shift is not None:
        yield _("A shift is no longer than %(length)s.") % {"length": length_text(rule.max_shift)}
    if rule.min_rest is not None:
        yield _("Between two shifts are at least %(length)s of rest.") % {
            "length": length_text(rule.min_rest)
        }
    if rule.max_week is not None:
        yield _("At most %(length)s on shifts in any seven days.") % {"length": length_text(rule.max_week)}


def _leave(rule: LeaveNotice) -> str:
    values = {"whom": _whom(rule.team), "length": _long(rule.days * _DAY)}
    return _("%(whom)s: leave is announced at least %(length)s ahead.") % values


def _outside_hours(rule: MessageRules) -> str:
    values = {"whom": _whom(rule.team)}
    if rule.outside_hours is Mode.FREE:
        return _("%(whom)s: messages outside one’s own hours land, but never in rest.") % values
    if rule.outside_hours is Mode.MUTE:
        return _("%(whom)s: messages outside one’s own hours land without a sound.") % values
    return _("%(whom)s: messages outside one’s own hours wait.") % values


def _exemption(rule: Exemption) -> str:
    name = Gazetteer.load().country_name
    values = {
        "countries": comma().join(name(one) for one in sorted(rule.countries)),
        "rules": comma().join(_kind(one) for one in sorted(rule.rules)),
        "day": _date(rule.until) if rule.until else "",
    }
    if rule.until is None:
        return _("Except in %(countries)s: %(rules)s.") % values
    return _("Except in %(countries)s until %(day)s: %(rules)s.") % values


def _kind(kind: str) -> str:
    named = {
        "coverage": _("how many people there are"), "core_hours": _("core hours"),
        "responses": _("how soon an answer comes"), "meetings": _("meetings"), "shifts": _("shifts"),
        "decisions": _("decisions"), "leave": _("leave"), "messages": _("messages outside own hours"),
        "holidays": _("public holidays are worked"),
    }  # fmt: skip
    return named.get(kind, kind)


def _days(days: Iterable[int]) -> str:
    return comma().join(weekday_text(day, short=False) for day in sorted(days))


def _long(length: timedelta) -> str:
    """Whole days as days, everything else in hours."""
    days, rest = divmod(length, _DAY)
    if rest or not days:
        return length_text(length)
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def _date(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
