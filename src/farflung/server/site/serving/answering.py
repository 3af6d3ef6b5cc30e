"""Whether a web process is answering anything just now."""

from threading import Event, Lock


class Answering:
    """Entered for as long as a request is answered, by each thread that does; made before any of them."""

    def __init__(self) -> None:
        self._count, self._turn, self._nothing = 0, Lock(), Event()
        self._nothing.set()

    def __enter__(self) -> None:
        with self._turn:
            self._count += 1
            self._nothing.clear()

    def __exit__(self, *_: object) -> None:
        with self._turn:
            self._count -= 1
            if not self._count:
                self._nothing.set()

    def rest(self, longest: float) -> None:
        """Waits until there is nothing to answer, for so many seconds at most."""
        self._nothing.wait(longest)


ANSWERING = Answering()
