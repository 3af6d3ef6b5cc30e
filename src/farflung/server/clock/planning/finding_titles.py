"""Titles of findings that stand on a page which everybody opens: made once for each state of all names."""

from typing import Final

from django.utils.translation import get_language

from farflung.server.clock.models import Finding
from farflung.server.clock.planning.agreements import AGREEMENTS
from farflung.server.clock.planning.finding_words import title_of
from farflung.server.clock.planning.kept import Standing
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.core.writing import MAP, seen_revision

_NAMES: Final = (MAP, MEETINGS, AGREEMENTS)
"""The revisions of whatever a title may name: people, teams, series and agreements."""

_titles: Standing[str] = Standing()


def kept_title(row: Finding) -> str:
    """The title, without asking the database for names that it has been asked for."""
    grounds = tuple(map(seen_revision, _NAMES))
    return _titles.get((row.code, get_language()), grounds, lambda: title_of(row))
