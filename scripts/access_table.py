"""The page about who sees and does what, made from the tables that a walk of the site is compared with."""

from collections.abc import Iterator

from farflung.server.core.classified import Sees
from farflung.server.org.classified import columns
from farflung.server.site.who_sees import ROWS, Of, Row, Who
from scripts.markdown import MADE_BY, table

HEAD = """\
A role adds to what every member has. *Member* is everybody with a person on the map, *lead* follows from the
tree, the others are given. *Anybody* need not be signed in; a *stranger* has an account and works elsewhere.
An operator runs the installation, and may do so without being a person on the map: that is no right to see
people's records.

`yes`: all of them. `own`: what is about oneself. `led`: of the teams that one leads. `-`: for them it is not
there (404), so that nobody learns even that it exists. A test opens every address by every method as
everybody and compares the answer with this table; an address without a row fails it.

The rows that begin with *field* are what is kept in the record of a person. Reading one of somebody else that
is not for every member leaves a row which the person sees on the page *What is kept about me*.
"""

HEADINGS = {
    Who.ANYBODY: "anybody", Who.STRANGER: "stranger", Who.MEMBER: "member", Who.LEAD: "lead",
    Who.PEOPLE: "people operations", Who.COMPLIANCE: "compliance", Who.EXECUTIVE: "executive",
    Who.OPERATOR: "operator",
}  # fmt: skip
GIVEN = (Who.LEAD, Who.PEOPLE, Who.COMPLIANCE, Who.EXECUTIVE)
READERS: dict[Sees, tuple[Who, ...]] = {
    Sees.EVERYBODY: (Who.MEMBER,),
    Sees.LEADS: (Who.LEAD, Who.PEOPLE),
    Sees.PEOPLE: (Who.PEOPLE,),
    Sees.COMPLIANCE: (Who.PEOPLE, Who.COMPLIANCE),
    Sees.SELF: (),
}


def access_page() -> str:
    """The whole page."""
    rows = [*map(_operation, ROWS), *_fields()]
    return "\n".join(("# Who sees what\n", MADE_BY, HEAD, table(("what", "where", *HEADINGS.values()), rows)))


def _operation(row: Row) -> tuple[str, ...]:
    where = f"{row.method} `/{row.route}`"
    return (row.what, where, *(_cell(row, who) for who in HEADINGS))


def _cell(row: Row, who: Who) -> str:
    """The widest of what somebody with that role alone has."""
    found = [row.rights[one] for one in _with(who) if one in row.rights]
    return next((of.value for of in (Of.ALL, Of.LED, Of.OWN) if of in found), "-")


def _with(who: Who) -> tuple[Who, ...]:
    if who is Who.ANYBODY:
        return (Who.ANYBODY,)
    inside = (Who.MEMBER,) if who in GIVEN else ()
    return (Who.ANYBODY, Who.STRANGER, *inside, who)


def _fields() -> Iterator[tuple[str, ...]]:
    for column in columns():
        table_name, _, name = column.name.partition(".")
        if table_name == "person" and column.sees in READERS:
            yield (f"field `{name}`: {column.purpose}", "of a person", *_readers(column.sees))


def _readers(sees: Sees) -> Iterator[str]:
    for who in HEADINGS:
        if set(_with(who)) & set(READERS[sees]):
            yield "yes"
        else:
            yield "own" if Who.MEMBER in _with(who) else "-"
