"""Meetings among the files of a plan: what they cost people weighs as duties do."""

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import points_by_day
from farflung.engine.rota.problem import Problem
from farflung.engine.said import Said, said_of
from farflung.engine.time import Span
from farflung.intake.plans.ledger import LedgerFile, span_of, with_meetings
from farflung.rulepacks import load_packs


def weighed(ledger: LedgerFile, atlas: Atlas, window: Span) -> LedgerFile:
    """The ledger with the meetings of an Atlas, over its own span and the plan's.

    By the hours and the rest of whoever must come: what is inside somebody's own hours costs them nothing.
    """
    if not atlas.meetings:
        return ledger
    met = points_by_day(atlas, span_of(ledger, window), load_packs().burden_points())
    return with_meetings(ledger, met, window)


def of_planned(ledger: LedgerFile, problem: Problem) -> LedgerFile:
    """Without the meetings of people who are not planned for: whose they are is no business of a rota's."""
    planned = set(problem.people)
    entries = [
        entry
        if entry.rota is not None
        else entry.model_copy(update={"carried": {p: x for p, x in entry.carried.items() if p in planned}})
        for entry in ledger.entries
    ]
    return LedgerFile(entries=[entry for entry in entries if entry.rota is not None or entry.carried])


def told(atlas: Atlas) -> tuple[Said, ...]:
    """That meetings weigh, where there are any."""
    number = len(atlas.meetings)
    if not number:
        return ()
    one = "{count} series of meetings in the files weighs in the ledger, by the own hours of who must come"
    many = "{count} series of meetings in the files weigh in the ledger, by the own hours of who must come"
    return (said_of(one, many, number),)
