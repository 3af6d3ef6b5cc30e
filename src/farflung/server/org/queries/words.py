"""What a person is found by: every word folded, so that case, accents and points do not count."""

from collections.abc import Iterable

from farflung.intake.gazetteer import Gazetteer
from farflung.intake.gazetteer.fold import fold
from farflung.server.org.models import Person

LONGEST_WORD = 60
"""Longer ones are somebody's accident, and an index has its limits."""


def words_of(person: Person, teams: Iterable[str]) -> str:
    """The words of a person with their place, by names of teams; parted by single spaces, sorted."""
    place = person.place
    country = Gazetteer.load().country_name(place.country) if place.country else ""
    zone = place.zone.rsplit("/", 1)[-1].replace("_", " ")
    user = person.email.partition("@")[0]
    texts = (
        person.name,
        person.job,
        user,
        place.city,
        country,
        zone,
        *person.skills,
        *person.languages,
        *teams,
    )
    return " ".join(sorted({word for text in texts for word in words(text)}))


def words(text: str) -> list[str]:
    """The folded words of a text, as they are kept and asked for."""
    return [word[:LONGEST_WORD] for word in fold(text).split()]
