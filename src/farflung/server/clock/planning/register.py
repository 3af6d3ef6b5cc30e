"""What finding people needs to know of the whole company, gathered once per map."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.names import near
from farflung.engine.model import Person
from farflung.intake.gazetteer import Gazetteer
from farflung.server.clock.planning.kept import Kept
from farflung.server.org.queries import words

_NOBODY: frozenset[str] = frozenset()
_SHORTEST = 3
"""A word of one or two letters is a beginning, not a mistake."""

_FEW = 8
"""Less than one in so many are put in order quicker than everybody is looked through."""


class Register:
    """Names in their order, every word by which anybody is found, and what people are known by.

    `skills`, `languages`, `jobs` and `countries` (ISO codes with names) are what there is to choose from.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        named = [(tuple(words(person.name)), person.name, person.id) for person in atlas.people]
        self.names = {key: own for own, _, key in sorted(named)}
        self._place = {key: place for place, key in enumerate(self.names)}
        self._by_name = _by_word(self.names)
        self._named = sorted(self._by_name)
        self.skills = _choices(skill for person in atlas.people for skill in person.skills)
        self.languages = _choices(spoken for person in atlas.people for spoken in person.languages)
        self.jobs = _choices(person.role for person in atlas.people if person.role)
        self.countries = _countries(atlas)
        self._known = sorted(_all_words(atlas))
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self._known:
            self._by_letter[word[0]].append(word)

    def ordered(self, ids: Collection[str], asked: Sequence[str]) -> list[str]:
        """People by name; before the others whose name is meant, by a whole word rather than a beginning."""
        if len(ids) < len(self.names) / _FEW:
            found = sorted((key for key in ids if key in self._place), key=self._place.__getitem__)
        else:
            found = [key for key in self.names if key in ids]
        if not asked:
            return found
        begun = [self._begun(part) for part in asked]
        whole = [self._by_name.get(part, _NOBODY) for part in asked]
        meant = _NOBODY.union(*begun)
        first = sorted(
            (key for key in found if key in meant),
            key=lambda key: (-sum(key in one for one in begun), -sum(key in one for one in whole)),
        )
        return [*first, *(key for key in found if key not in meant)]

    def _begun(self, part: str) -> frozenset[str]:
        """Everybody who has a name that begins so."""
        low = bisect_left(self._named, part)
        high = bisect_left(self._named, f"{part}\U0010ffff")
        return _NOBODY.union(*(self._by_name[name] for name in self._named[low:high]))

    def knows(self, begin: str) -> bool:
        """Whether anybody is found by a word that begins so."""
        at = bisect_left(self._known, begin)
        return at < len(self._known) and self._known[at].startswith(begin)

    def meant(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Texts that may have been meant: those asked for, with words nobody has put right. Never taken."""
        wrong = [word for word in asked if not self.knows(word)]
        if len(wrong) != 1 or len(wrong[0]) < _SHORTEST:
            return self._each(asked, wrong)
        return tuple(_with(asked, {wrong[0]: right}) for right in self._close(wrong[0]))

    def _each(self, asked: Sequence[str], wrong: Sequence[str]) -> tuple[str, ...]:
        """The one text in which every wrong word is its closest; none where one of them has no close one."""
        right = {word: self._close(word)[:1] for word in wrong}
        if not right or not all(right.values()):
            return ()
        return (_with(asked, {word: found[0] for word, found in right.items()}),)

    def _close(self, word: str) -> tuple[str, ...]:
        # A first letter is seldom wrong but for being swapped with the second.
        return near(word, (known for letter in dict.fromkeys(word[:2]) for known in self._by_letter[letter]))


def _by_word(names: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Everybody who has a name, by each of the names' words."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, own in names.items():
        for word in own:
            found[word].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def _with(asked: Sequence[str], right: dict[str, str]) -> str:
    return " ".join(right.get(word, word) for word in asked)


def _choices(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values), key=lambda value: (words(value), value)))


def _countries(atlas: Atlas) -> tuple[tuple[str, str], ...]:
    names = Gazetteer.load()
    codes = {person.place.country for person in atlas.people if person.place.country}
    return tuple(
        sorted(((code, names.country_name(code)) for code in codes), key=lambda pair: words(pair[1]))
    )


def _all_words(atlas: Atlas) -> set[str]:
    texts = {text for person in atlas.people for text in _texts(person)}
    countries = (name for _, name in _countries(atlas))
    return {word for text in (*texts, *countries) for word in words(text)}


def _texts(person: Person) -> Iterator[str]:
    yield from (person.name, person.role or "", (person.email or "").partition("@")[0])
    yield from (person.place.label, person.place.zone.rsplit("/", 1)[-1].replace("_", " "))
    yield from (*person.skills, *person.languages, *person.teams)


_registers: Kept[Register] = Kept()


def register(atlas: Atlas) -> Register:
    """The register of a map."""
    return _registers.get(atlas, None, lambda: Register(atlas))
