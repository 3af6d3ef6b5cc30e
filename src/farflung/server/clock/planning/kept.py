"""One value that is dear to make and good for many requests."""

from collections.abc import Callable, Hashable
from threading import Condition, Lock
from typing import Generic, TypeVar

from farflung.engine.atlas import Atlas

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made last, for one map and one key.

    While one thread makes the next, the others go on with the last one: for a moment they see what was true a
    moment ago, and nobody makes the same thing twice.
    """

    def __init__(self) -> None:
        self._about: tuple[Atlas, Hashable] | None = None
        self._value: T | None = None
        self._making = False
        self._turn = Condition()

    def get(self, atlas: Atlas, key: Hashable, make: Callable[[], T]) -> T:
        """The value about the map and the key, made where it is not there yet."""
        with self._turn:
            while self._making and self._value is None:
                self._turn.wait()
            if self._value is not None and (self._making or self._is_about(atlas, key)):
                return self._value
            self._making = True
        return self._made(atlas, key, make)

    def _is_about(self, atlas: Atlas, key: Hashable) -> bool:
        return self._about is not None and self._about[0] is atlas and self._about[1] == key

    def _made(self, atlas: Atlas, key: Hashable, make: Callable[[], T]) -> T:
        made: T | None = None
        try:
            made = make()
            return made
        finally:
            with self._turn:
                if made is not None:
                    self._about, self._value = (atlas, key), made
                self._making = False
                self._turn.notify_all()


class Many(Generic[T]):
    """Values by key, made when somebody first asks; of more than `most` the oldest go. To be kept itself."""

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._values: dict[Hashable, T] = {}
        self._turn = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key. Two who ask at once may both make it: nobody waits for what is not theirs."""
        with self._turn:
            if key in self._values:
                return self._values[key]
        made = make()
        with self._turn:
            while len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            return self._values.setdefault(key, made)


class Standing(Generic[T]):
    """Values that hold while what they were made from is the same, whatever else of a map changes."""

    def __init__(self, most: int = 2_000) -> None:
        self._most = most
        self._values: dict[Hashable, tuple[object, T]] = {}
        self._turn = Lock()

    def get(self, key: Hashable, grounds: object, make: Callable[[], T]) -> T:
        """The value of a key, made anew where it was made from something that is not equal to `grounds`."""
        with self._turn:
            last = self._values.get(key)
        if last is not None and last[0] == grounds:
            return last[1]
        made = make()
        with self._turn:
            while len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            self._values[key] = grounds, made
        return made


class ManyAbout(Generic[T]):
    """Values about one map and one time; those about the one before go when another is asked about.

    Unlike `Kept` it never hands out what is about another map: what is made of it may be kept in turn.
    """

    def __init__(self, most: int = 20_000) -> None:
        self._most = most
        self._about: tuple[Atlas, Hashable] | None = None
        self._many: Many[T] = Many(most)
        self._turn = Lock()

    def get(self, atlas: Atlas, when: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key about the map at that time, made where it is not there yet."""
        with self._turn:
            if self._about is None or self._about[0] is not atlas or self._about[1] != when:
                self._about, self._many = (atlas, when), Many(self._most)
            many = self._many
        return many.get(key, make)
