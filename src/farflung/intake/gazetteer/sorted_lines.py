"""Text of sorted lines, searched where it lies."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, Self

_BLOCK: Final = 4096


@dataclass(frozen=True, slots=True, eq=False)
class SortedLines:
    """Lines "key, tab, value" sorted by the key's bytes.

    `heads` are the first keys of blocks, `starts` their places. The text begins and ends with a line break,
    so that a line is found by its key between line break and tab."""

    text: bytes
    heads: tuple[bytes, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, body: bytes) -> Self:
        """Return the lines of *body*, which must be sorted."""
        text = b"\n" + body + b"\n"
        found = (text.find(b"\n", at) for at in range(0, max(len(text) - 1, 1), _BLOCK))
        starts = tuple(dict.fromkeys(start for start in found if start < len(text) - 1))
        heads = tuple(text[start + 1 : text.find(b"\t", start)] for start in starts)
        return cls(text, heads, starts)

    def find(self, key: str) -> str:
        """Return what follows *key* and a tab, empty where no line has that key."""
        wanted = key.encode("utf-8", "replace")
        start, end = self._block(wanted)
        at = self.text.find(b"\n" + wanted + b"\t", start, end)
        if at < 0:
            return ""
        first = at + len(wanted) + 2
        return self.text[first : self.text.find(b"\n", first)].decode()

    def starting(self, head: str) -> list[str]:
        """Return the lines that start with *head*."""
        wanted = b"\n" + head.encode("utf-8", "replace")
        at = self.text.find(wanted, self._block(wanted[1:])[0])
        if at < 0:
            return []
        last = self.text.rfind(wanted)
        return self.text[at + 1 : self.text.find(b"\n", last + 1)].decode().split("\n")

    def _block(self, wanted: bytes) -> tuple[int, int]:
        """Return where the block that would hold a key starts, and where the next one's first line ends."""
        block = max(bisect_right(self.heads, wanted) - 1, 0)
        start = self.starts[block] if self.starts else 0
        following = self.starts[block + 1] if block + 1 < len(self.starts) else len(self.text)
        return start, following
