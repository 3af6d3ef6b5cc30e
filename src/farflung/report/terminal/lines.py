"""Lines of styled text that wrap under their own beginning, whatever the width."""

from dataclasses import dataclass, field
from io import StringIO

from rich.console import Console
from rich.text import Text

from farflung.draw.markup import plain


@dataclass(frozen=True, slots=True)
class Line:
    """`text` after `label`; what does not fit goes on below `text`, never below `label`.

    `label` is padded to `indent` cells.
    """

    text: Text
    label: Text = field(default_factory=Text)
    indent: int = 0

    def wrapped(self, width: int) -> list[Text]:
        """The line as rows no wider than `width` cells."""
        room = max(width - self.indent, 20)
        rows = self.text.wrap(_MEASURE, room) or [Text()]
        out = []
        for number, row in enumerate(rows):
            start = self.label.copy() if number == 0 else Text()
            start.append(" " * max(self.indent - start.cell_len, 0))
            row.rstrip()
            out.append(start + row)
        return out


_MEASURE = Console(file=StringIO(), width=200, color_system=None, legacy_windows=False)
"""Wrapping asks a console for its options; this one writes nowhere."""


def said(*pieces: str | tuple[str, str]) -> Text:
    """Text from pieces, each plain or with a style; control characters from files do not get through."""
    out = Text(overflow="fold")
    for piece in pieces:
        text, style = (piece, "") if isinstance(piece, str) else piece
        out.append(plain(text).replace("\n", " ").replace("\t", " "), style or None)
    return out


def line(*pieces: str | tuple[str, str], indent: int = 0, label: Text | None = None) -> Line:
    """A line from pieces."""
    return Line(said(*pieces), label or Text(), indent)


def heading(text: str) -> Line:
    """A line that begins a part."""
    return line((text, "bold"))
