"""The radar as a picture of characters: a line for each rule, a mark for each day at its worst."""

from collections.abc import Iterator, Sequence, Set
from datetime import date

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from farflung.cli.words import count
from farflung.engine.coverage import Outlook, State, days_of

MARKS = {
    State.HOLE: ("█", "bold red", "nobody"),
    State.BELOW: ("▓", "red", "below the minimum"),
    State.SINGLE: ("▒", "yellow", "single person"),
    State.THIN: ("░", "yellow", "exactly the minimum"),
    State.OVER: ("+", "blue", "over the maximum"),
    State.COVERED: ("·", "green", "covered"),
}
"""Each state's mark, which tells it without its colour, the colour, and the word; worst first."""

_LONGEST_NAME = 33
_WORST = {state: rank for rank, state in enumerate(State)}


def picture(found: Sequence[Outlook], width: int) -> list[Text]:
    """The months, the rules and the key, in lines of at most `width`; many days share a mark if they must."""
    days = days_of(found[0].coverage.window)
    label = min(_LONGEST_NAME, max(cell_len(outlook.name) for outlook in found), width // 2) + 2
    per = -(-len(days) // max(width - label, 1))
    rows = [[worst(outlook.days[at : at + per]) for at in range(0, len(days), per)] for outlook in found]
    lines = [Text(" " * label + _months(days[::per]), style="dim")]
    lines += [_line(outlook.name, label, row) for outlook, row in zip(found, rows, strict=True)]
    return [*lines, *_key({state for row in rows for state in row}, per, width)]


def _months(firsts: Sequence[date]) -> str:
    """The name of each month over its first mark, where there is room for it."""
    cells = [" "] * (len(firsts) + 3)
    for at, day in enumerate(firsts):
        if at == 0 or day.month != firsts[at - 1].month:
            if "".join(cells[max(at - 1, 0) : at + 3]).strip():
                continue
            cells[at : at + 3] = f"{day:%b}"
    return "".join(cells[: len(firsts)]).rstrip()


def _line(name: str, label: int, states: Sequence[State | None]) -> Text:
    fits = cell_len(name) <= label - 2
    line = Text(set_cell_size(name if fits else _cut(name, label - 2), label))
    for state in states:
        mark, style, _ = MARKS[state] if state else (" ", "", "")
        line.append(mark, style)
    line.rstrip()
    return line


def worst(states: Sequence[State | None]) -> State | None:
    """The worst of some states; None where nobody is asked for in any of them."""
    return min((state for state in states if state), key=_WORST.__getitem__, default=None)


def _cut(name: str, room: int) -> str:
    return set_cell_size(name, room - 1).rstrip() + "…"


def _key(shown: Set[State | None], per: int, width: int) -> Iterator[Text]:
    """What the marks mean that are to be seen."""
    items = [(f"{mark} {word}", style) for state, (mark, style, word) in MARKS.items() if state in shown]
    if None in shown:
        items.append(("blank: nobody is asked for", "dim"))
    each = "a mark is a day (UTC)" if per == 1 else f"a mark is {count(per, 'day')} (UTC)"
    line = Text()
    for word, style in [*items, (f"{each} at its worst", "dim")]:
        if line and cell_len(line.plain) + 2 + cell_len(word) > width:
            yield line
            line = Text()
        line.append("  " if line else "")
        line.append(word[:1], style)
        line.append(word[1:], "dim")
    yield line
