"""Reads a page the way a strict reader would: every tag closed, every id once, nothing from outside."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "hr", "img", "link", "col"}
SELF_CLOSED = {"rect", "line", "circle", "path", "stop", "use"}


@dataclass
class Element:
    """A start tag as it was read, with the names of those it stands in."""

    tag: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]
    text: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The elements of a page in order; `faults` are tags that do not fit together."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{element.tag}> is never closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._seen(tag, attrs)
        if tag not in VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SELF_CLOSED:
            self.faults.append(f"<{tag}/> cannot close itself")
        self._seen(tag, attrs)

    def _seen(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        inside = tuple(element.tag for element in self._open)
        self.elements.append(Element(tag, dict(attrs), inside))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text.append(data)

    def all(self, *tags: str) -> list[Element]:
        """The elements of these names."""
        return [element for element in self.elements if element.tag in tags]

    def values(self, attribute: str) -> list[str]:
        """The values of an attribute wherever it stands."""
        found = (element.attributes.get(attribute) for element in self.elements)
        return [value for value in found if value is not None]

    @property
    def text(self) -> str:
        """Everything that is read out."""
        return " ".join("".join(element.text) for element in self.all("body"))
