"""Times as people read them: always with the zone, and in the reader's own time beside it."""

from datetime import date, datetime, timedelta

from farflung.engine.time import CivilTime, Span, Zone, packaged_zones

_DAY = timedelta(days=1)


def city(zone: Zone) -> str:
    """The zone's city, which everybody can read: "Buenos Aires"."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def local_text(instant: datetime, zone: Zone, place: str | None = None) -> str:
    """ "Mon 15 Mar 11:15 Lisbon"; `place` is what to call the zone where a place in it is better known."""
    civil = CivilTime.of(instant, zone)
    return f"{day_text(civil.date)} {civil.time:%H:%M} {place or city(zone)}"


def dated_text(instant: datetime, zone: Zone) -> str:
    """ "Mon 15 Mar 11:15", where the zone stands above."""
    civil = CivilTime.of(instant, zone)
    return f"{day_text(civil.date)} {civil.time:%H:%M}"


def near_text(instant: datetime, zone: Zone, day: date) -> str:
    """ "11:15", or "Tue 01:15" on another date than `day`: for a time beside one that is dated."""
    civil = CivilTime.of(instant, zone)
    return f"{civil.time:%H:%M}" if civil.date == day else f"{civil.date:%a} {civil.time:%H:%M}"


def day_text(day: date) -> str:
    """ "Mon 15 Mar"."""
    return f"{day:%a} {day.day} {day:%b}"


def range_text(span: Span, zone: Zone, day: date | None = None) -> str:
    """ "Mon 15 Mar 09:00-17:00"; beside a time on `day` "09:00-17:00", or "Tue 01:00-09:00"."""
    start = CivilTime.of(span.start, zone)
    head = f"{day_text(start.date)} {start.time:%H:%M}" if day is None else near_text(span.start, zone, day)
    return f"{head}-{_end(span, zone)}"


def utc_range(span: Span) -> str:
    """ "Mon 15 Mar 09:00-17:00Z"."""
    return f"{range_text(span, packaged_zones().zone('UTC'))}Z"


def _end(span: Span, zone: Zone) -> str:
    """The time of the end, with its day where a day or more has passed: "17:00", "Tue 16 Mar 17:00"."""
    end = CivilTime.of(span.end, zone)
    return f"{end.time:%H:%M}" if span.elapsed < _DAY else f"{day_text(end.date)} {end.time:%H:%M}"


def utc_short(instant: datetime) -> str:
    """ "Mon 15 Mar 11:15Z", where the year is known."""
    return f"{day_text(instant.date())} {instant:%H:%M}Z"


def utc_text(instant: datetime) -> str:
    """ "2027-03-15 11:15Z"."""
    return f"{instant:%Y-%m-%d %H:%M}Z"


def both(instant: datetime, zone: Zone | None) -> str:
    """The instant in UTC and, where the reader's zone is known, in their own time."""
    if zone is None or zone.key == "UTC":
        return utc_text(instant)
    return f"{utc_text(instant)} = {local_text(instant, zone)}"


def own_text(span: Span, zone: Zone | None) -> str:
    """ " = Mon 15 Mar 09:00-17:00 Lisbon", to stand behind the same span in UTC; "" for no reader."""
    return "" if zone is None else f" = {range_text(span, zone)} {city(zone)}"


def hours_text(amount: timedelta) -> str:
    """ "2 h 30 min", "45 min", "0 min", with a minus where it is negative."""
    minutes = round(amount / timedelta(minutes=1))
    sign, minutes = ("-" if minutes < 0 else ""), abs(minutes)
    parts = [f"{minutes // 60} h"] if minutes >= 60 else []
    if minutes % 60 or not parts:
        parts.append(f"{minutes % 60} min")
    return sign + " ".join(parts)


def points_text(points: float) -> str:
    """Burden points: "72", "1.5"."""
    return f"{round(points, 2):g}"


def iso(instant: datetime) -> str:
    """For JSON: "2027-03-15T11:15:00Z"."""
    return f"{instant:%Y-%m-%dT%H:%M:%S}Z"


def local_iso(instant: datetime, zone: Zone) -> dict[str, str]:
    """For JSON: the local date and time with the zone's name."""
    civil = CivilTime.of(instant, zone)
    return {"local": f"{civil.date}T{civil.time:%H:%M}", "zone": zone.key}


def span_json(span: Span) -> dict[str, str]:
    """For JSON: both ends of a span."""
    return {"start": iso(span.start), "end": iso(span.end)}
