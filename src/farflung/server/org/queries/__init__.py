"""Reads that span records. Who may ask is decided in `access`, before."""

from farflung.server.org.queries.counts import headcounts, working_here
from farflung.server.org.queries.records import (
    absences_from,
    hours_of,
    looks_at,
    open_mismatches,
    stay_history,
    stays_from,
    swaps_from,
)
from farflung.server.org.queries.search import Asked, Found, FoundPage, codes_of, count_people, search_people
from farflung.server.org.queries.teams import TeamList, search_teams
from farflung.server.org.queries.words import words

__all__ = [
    "Asked", "Found", "FoundPage", "TeamList", "absences_from", "codes_of", "count_people", "headcounts",
    "hours_of", "looks_at", "open_mismatches", "search_people", "search_teams", "stay_history", "stays_from",
    "swaps_from", "words", "working_here",
]  # fmt: skip
