"""YAML to plain values that remember where they stood.

Scalars stay the text that was written: YAML 1.1 would make 840 of `14:00`, false of the language `no`,
and a date of whatever looks like one. What a text means is the schema's business, with an error that
quotes it. Only mappings, lists and scalars are read: no tags, nothing is ever constructed.
"""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from farflung.engine.said import NOTHING, Said, SaidError, said
from farflung.intake.notebook import Notebook, plain_text

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

MOST_CHARACTERS = 200_000
"""About three thousand rules; the parser needs a second or two for that much."""

_MOST_VALUES = 20_000
_DEEPEST = 20
_BRACKETS = re.compile(r"[\[\]{}]")
_NESTED = re.compile(r"(?:[-?:][ \t]+){20}")
_TOO_DEEP = said("the file is nested more deeply than can be read")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Mark:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Tree:
    """The values of a file, and where each key or item stands, by its path."""

    data: Plain = None
    marks: dict[Path, Mark] = field(default_factory=dict)

    def mark(self, path: Path) -> Mark | None:
        """Where a path stands, or the nearest thing above it that stands somewhere."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return None


class YamlError(SaidError):
    """The file cannot be read as YAML at all, or not safely."""

    def __init__(self, message: Said, mark: Mark | None, remedy: Said = NOTHING) -> None:
        super().__init__(message)
        self.mark = mark
        self.remedy = remedy


def read_yaml(text: str, file: str, notebook: Notebook) -> Tree:
    """The values of the one document in a text; raises `YamlError`.

    A key that is written twice is told and the first is kept.
    """
    if len(text) > MOST_CHARACTERS:
        message = said("a file of more than {most:,} characters is not read", most=MOST_CHARACTERS)
        raise YamlError(message, None, said("Write less, or split it."))
    _refuse_deep(text)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(
            said("this is not YAML: {english}", english=error.problem or "it cannot be read"),
            Mark(mark.line + 1, mark.column + 1) if mark else None,
            said("Indent with spaces, and put texts with a colon or a hash into quotes."),
        ) from error
    except RecursionError as error:
        raise YamlError(_TOO_DEEP, None) from error
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise YamlError(said("this is not YAML: {english}", english=first), None) from error
    reading = _Reading(file, notebook)
    if node is not None:
        reading.tree.data = reading.value(node, ())
    return reading.tree


def _refuse_deep(text: str) -> None:
    """Before parsing: the parser's time grows with the square of how deeply brackets and dashes nest."""
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        for sign in _BRACKETS.findall(line):
            depth += 1 if sign in "[{" else -1
            if depth > _DEEPEST:
                raise YamlError(_TOO_DEEP, Mark(number, 1))
        if _NESTED.search(line):
            raise YamlError(_TOO_DEEP, Mark(number, 1))


class _Reading:
    """Walks the nodes; every visit counts, so that aliases of aliases cannot grow without end."""

    def __init__(self, file: str, notebook: Notebook) -> None:
        self.tree = Tree()
        self._file = file
        self._notebook = notebook
        self._visits = 0

    def value(self, node: yaml.Node, path: Path) -> Plain:
        mark = _mark(node)
        self.tree.marks.setdefault(path, mark)
        self._visits += 1
        if self._visits > _MOST_VALUES or len(path) > _DEEPEST:
            raise YamlError(said("the file unfolds into more than can be held"), mark)
        if not node.tag.startswith(_PLAIN_TAGS) or node.tag.startswith(f"{_PLAIN_TAGS}python"):
            message = said("the tag {tag!r} is not read", tag=node.tag)
            raise YamlError(message, mark, said("Write the plain value."))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> str | None:
        text = plain_text(str(node.value))  # an escape in quotes may be a sign that terminals obey
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return None if plain and text in _NULLS else text

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key, mark = plain_text(str(key_node.value)), _mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlError(said("a key must be a word"), mark)
            if key in found:
                first = self.tree.marks[(*path, key)].line
                self._repeated(key, mark, first)
                continue
            self.tree.marks[(*path, key)] = mark
            found[key] = self.value(value_node, (*path, key))
        return found

    def _repeated(self, key: str, mark: Mark, first: int) -> None:
        self._notebook.error(
            "repeated-key",
            self._file,
            said("{key!r} is written twice; the first, on line {line}, is kept.", key=key, line=first),
            said("Remove one, or make a list of both."),
            line=mark.line,
            column=key,
            read=key,
        )


def _mark(node: yaml.Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)
