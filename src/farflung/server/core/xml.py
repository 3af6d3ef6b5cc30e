"""XML as it comes and goes: read within bounds, without DTD and entities; written as one small tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final
from xml.parsers import expat

DAV: Final = "DAV:"
CALDAV: Final = "urn:ietf:params:xml:ns:caldav"
SERVER: Final = "http://calendarserver.org/ns/"
_PREFIXES: Final = {DAV: "d", CALDAV: "c", SERVER: "s"}
_ENDS: Final = "\x7f"
DEEPEST: Final = 32
MOST: Final = 20_000
"""Elements in one request: some hundred bytes each."""


class XmlProblem(ValueError):  # noqa: N818 - it is told to the client as one
    """No XML, or more of it than is read."""


@dataclass(slots=True)
class Node:
    """An element: its namespace and name, attributes without theirs, text, children."""

    space: str
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: "list[Node]" = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """What it is."""
        return self.space, self.name

    def all(self, space: str, name: str) -> "Iterator[Node]":
        """Its children of that name."""
        return (one for one in self.children if one.key == (space, name))

    def first(self, space: str, name: str) -> "Node | None":
        """The first of them."""
        return next(self.all(space, name), None)


def read(data: bytes) -> Node:
    """The root; raises `XmlProblem`."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_ENDS)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    # No declaration at all: what cannot be declared cannot be expanded.
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reader.refuse
    parser.ExternalEntityRefHandler = parser.UnparsedEntityDeclHandler = reader.refuse
    try:
        parser.Parse(data, True)
    except XmlProblem:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: of an encoding
        raise XmlProblem(str(error)) from None
    if reader.root is None:
        raise XmlProblem("nothing is in it")
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST or len(self._open) >= DEEPEST:
            raise XmlProblem("it is too large or too deep")
        space, _end, local = name.rpartition(_ENDS)
        node = Node(space, local, {key.rpartition(_ENDS)[2]: value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        self._open[-1].text += data

    def refuse(self, *_what: Any) -> int:
        raise XmlProblem("a document type and entities are not read")


def node(space: str, name: str, /, *children: Node | str, **attributes: str) -> Node:
    """An element to be written; texts among the children are put together."""
    made = Node(space, name, attributes)
    for child in children:
        if isinstance(child, str):
            made.text += child
        else:
            made.children.append(child)
    return made


def href(path: str) -> Node:
    """A way to a resource."""
    return node(DAV, "href", path)


def written(root: Node) -> bytes:
    """The document."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + _text(root, top=True).encode()


def _text(one: Node, *, top: bool = False) -> str:
    own = _PREFIXES.get(one.space)
    name = f"{own}:{one.name}" if own else one.name
    spaces = {f"xmlns:{prefix}": space for space, prefix in _PREFIXES.items()} if top else {}
    if not own:
        spaces["xmlns"] = one.space
    given = "".join(f' {key}="{_plain(value)}"' for key, value in {**spaces, **one.attributes}.items())
    inner = _plain(one.text) + "".join(map(_text, one.children))
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"


def _plain(text: str) -> str:
    """Without the characters that XML has no way to write."""
    plain = escape("".join(letter for letter in text if letter >= " " or letter in "\t\n\r"))
    return plain.replace("\r", "&#13;")  # as it is, it would be read as the end of a line and lost
