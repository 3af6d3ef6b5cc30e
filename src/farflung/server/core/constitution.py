"""What Farflung never does: each Never in plain words, what holds it, and the test that fails if it breaks.

The page `/constitution` and the tests in `tests/constitution` are made of this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation.trans_real import gettext_noop as _  # the one that needs no settings


@dataclass(frozen=True, slots=True)
class Never:
    """One of them. `held_by` are sentences to be translated; `test` is a module of `tests/constitution`.

    `not_yet` says of what there is nothing here yet that could break it; "" where all of it can be broken.
    """

    number: int
    name: str
    says: str
    held_by: tuple[str, ...]
    test: str
    not_yet: str = ""


NEVERS: Final[tuple[Never, ...]] = (
    Never(
        1,
        _("No surveillance of activity"),
        _(
            "Nobody's keystrokes, presence, messages or commits are counted. When a browser signed in is "
            "kept while it is signed in, for its owner alone."
        ),
        (
            _("Every column of the database is on a list with its purpose; one that is not fails a test."),
            _("Reading pages writes nothing about the reader: a test compares all tables before and after."),
            _("Signing in leaves the session of the browser and nothing else: a test compares them again."),
        ),
        "test_n01_no_surveillance",
    ),
    Never(
        2,
        _("Presence is never joined to performance"),
        _("Hours, places and absences are for planning. No judgement of anybody's work stands beside them."),
        (
            _(
                "There is no column for a rating, a score, pay or a goal, in a table of people or joined to "
                "one."
            ),
        ),
        "test_n02_no_performance",
    ),
    Never(
        3,
        _("Rest is left alone"),
        _("Nothing reaches you in your rest time, unless you are on duty and it is urgent."),
        (
            _("Every message waits in one place, and lands in your own hours, outside of your rest."),
            _(
                "No other part of the server can send mail, messages or requests: a test reads what it is "
                "made of."
            ),
        ),
        "test_n03_rest_is_left_alone",
    ),
    Never(
        4,
        _("No private reasons and no addresses"),
        _(
            "No home address, no position by satellite, no number of a passport, no reason for being away. "
            "Others see only that you are unavailable."
        ),
        (
            _("An absence has no field for a reason; a file's columns with one are not read, nor kept."),
            _("A place is no finer than a city."),
        ),
        "test_n04_no_private_reasons",
    ),
    Never(
        5,
        _("No number about a few"),
        _("No number is about fewer than five people, no share about fewer than twenty, "
          "and none can be found by taking one from another."),
        (
            _("Every count goes through one place, which puts small groups together or refuses."),
            _(
                "Which groups have a number is the same for every reader, so two readers learn no more than "
                "one."
            ),
        ),
        "test_n05_no_number_about_few",
    ),
    Never(
        6,
        _("Nothing is inferred about you"),
        _("What nobody said of you is not known here: no language from a name, no mood from words, no risk."),
        (
            _("Somebody of whom only name and place are said has nothing else on record: a test looks."),
            _("No column is there for a guess."),
        ),
        "test_n06_nothing_inferred",
    ),
    Never(
        7,
        _("No machine decides about a person"),
        _(
            "A person stands behind every change of somebody's record; the machine only ends what has had "
            "its time."
        ),
        (_("Every action names who did it, but for a short list of upkeep that nobody's judgement is in."),),
        "test_n07_no_automated_decision",
        _("There is no hiring, no approval and no planning of duties here yet."),
    ),
    Never(
        8,
        _("No leaderboards"),
        _("People are listed by name, or by what was searched for; never by a measure of them."),
        (_("No list of people is ordered by a number: a test reads every ordering in the code."),),
        "test_n08_no_leaderboards",
    ),
    Never(
        9,
        _("No hidden observers"),
        _("You see who looked at what is private of yours, and what was done with your record."),
        (
            _("Private fields are read through one door, which writes down the look."),
            _("No page that shows somebody's private value goes without it: a test opens all of them."),
            _("The database refuses to change or delete looks."),
        ),
        "test_n09_no_hidden_observers",
    ),
    Never(
        10,
        _("Where you are is declared, never detected"),
        _("A place is what you or your company's files say. Nothing is read from your device or connection."),
        (
            _(
                "Browsers are told that this site never asks for a position; no script here reads zone or "
                "place."
            ),
            _("Where a file and you differ, you alone are shown it first."),
        ),
        "test_n10_location_is_declared",
    ),
    Never(
        11,
        _("No telemetry, no lock-in"),
        _("Nothing goes to anybody else; everything can be taken out as files, and read in again."),
        (
            _(
                "No page loads anything from elsewhere; no connection is opened outwards but to the mail "
                "server and the hooks that whoever runs the site has named."
            ),
            _("An export holds every table of people, and imports to the same company."),
        ),
        "test_n11_no_telemetry_no_lock_in",
    ),
    Never(
        12,
        _("Nothing is kept for ever"),
        _(
            "Every table about people has an end, which you can read, and what is past it is deleted each "
            "hour."
        ),
        (_("A table without an end fails a test, and so does a row that outlives its own."),),
        "test_n12_nothing_for_ever",
    ),
    Never(
        13,
        _("No verdicts of law"),
        _("A finding flags, with its source and a date; after that date it is unknown."),
        (_("A test reads every text of the site for words that would be a verdict."),),
        "test_n13_no_verdicts",
    ),
    Never(
        14,
        _("No hidden centre"),
        _("No zone, country or language is taken for everybody's; every time says whose clock it is on."),
        (
            _("No column and no setting has one to begin with."),
            _("A test reads every text for words like those that mean a day without saying whose."),
        ),
        "test_n14_no_hidden_centre",
    ),
    Never(
        15,
        _("Rest and refusals are nobody else's data"),
        _(
            "When you rest, what you declined and what you opted out of is shown to nobody, and counted "
            "nowhere."
        ),
        (
            _("A test gives somebody a rest time like no other, and looks for it on everybody else's pages."),
            _("Only an export of everything holds it, and everybody in it sees who took that."),
        ),
        "test_n15_rest_is_nobodys_data",
    ),
    Never(
        16,
        _("An explanation never tells a colleague's reason"),
        _("Why somebody is unavailable cannot be read from what you are shown, nor from how it is put."),
        (
            _(
                "Two companies that differ only in why somebody is off show the same pages: a test compares "
                "them."
            ),
        ),
        "test_n16_no_reason_by_explanation",
    ),
    Never(
        17,
        _("A program has no more rights than its person"),
        _("A token does what its owner may do, for as long as they may, and nothing besides."),
        (
            _("A token belongs to one account; closing the account ends it."),
            _("Without a session or a token nothing is answered that is not public: a test asks everything."),
            _("A test asks every operation with tokens, and compares with what their owners are told."),
        ),
        "test_n17_no_more_rights_than_its_human",
    ),
)  # fmt: skip

BY_NUMBER: Final[Mapping[int, Never]] = {never.number: never for never in NEVERS}
