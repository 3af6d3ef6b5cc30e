"""Windows of time that are asked for: from an instant to a later one, and not too long."""

from datetime import datetime, timedelta

from farflung.engine.time import Span
from farflung.server.core.api.kinds import INVALID
from farflung.server.core.api.problems import Problem


def window(start: datetime, until: datetime, longest: timedelta) -> Span:
    """The window; raises `Problem` where it is empty, backwards or too long."""
    if start < until <= start + longest:
        return Span(start, until)
    message = f"lies after `from`, by at most {longest.days} days"
    raise Problem(INVALID, errors=[{"in": "query", "name": "until", "code": "range", "message": message}])
