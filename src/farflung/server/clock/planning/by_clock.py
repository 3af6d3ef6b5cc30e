"""What a change of somebody's clocks does on the clock of whoever reads about it."""

from datetime import datetime, timedelta

from farflung.engine.time import Span, Zone

_DAY = timedelta(days=1)


def later_by(reader: Zone, at: datetime, shift: timedelta) -> timedelta | None:
    """How much later (negative: earlier) people are seen to work whose clocks go forward by `shift`.

    The reader's own clock may change within the same day, with theirs or an hour or two apart from them, and
    be in the company of nobody else: then what is seen is the difference. None where nothing is left of it.
    """
    own = sum((change.shift for change in reader.transitions(Span(at - _DAY, at + _DAY))), timedelta())
    return own - shift or None
