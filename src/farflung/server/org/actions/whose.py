"""The person whom an action is about: held while it runs, and whether it is they who act."""

from collections.abc import Iterable

from farflung.server.core.models import Account
from farflung.server.org.models import Person
from farflung.server.org.queries.words import words_of

OWNED = frozenset({"name", "place", "hours", "rest", "skills", "languages", "job"})
"""What stays as a person said it themself, whatever a file says (N10)."""


def held(person: Person) -> Person:
    """The person's row, newly read, and nobody else's to write to until the transaction is done.

    Others may name the person meanwhile (a report, a membership): the key is not held, or two who hold one
    another's manager would wait for each other. Nothing is joined: after waiting for who moved the person,
    PostgreSQL would look for them at their old place, and find nobody.
    """
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def is_self(person: Person, by: Account | None) -> bool:
    """Whether a person acts for themself."""
    return by is not None and person.account_id == by.pk


def own(person: Person, fields: Iterable[str]) -> None:
    """Writes down that the person said these themself; the caller saves."""
    person.own = sorted({*person.own, *(OWNED & set(fields))})


def refresh_words(people: Iterable[Person]) -> None:
    """What people are found by, after something of them or of their teams changed."""
    pks = [person.pk for person in people]
    found = Person.objects.filter(pk__in=pks).select_related("place").prefetch_related("teams")
    changed = []
    for person in found:
        words = words_of(person, [team.name for team in person.teams.all()])
        if words != person.words:
            person.words = words
            changed.append(person)
    Person.objects.bulk_update(changed, ["words"], batch_size=500)
