"""One rota file to the values of its schema, with every error at its line, what was read and what to do."""

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel, ValidationError

from farflung.engine.said import Said, said, sentence
from farflung.intake.agreement.yaml_tree import (
    MOST_CHARACTERS,
    Mark,
    Path,
    Plain,
    Tree,
    YamlError,
    read_yaml,
)
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Problem
from farflung.intake.rota_file.messages import SEE, Where, told
from farflung.intake.rota_file.schema import RotaFile


@dataclass(frozen=True, slots=True)
class Read:
    """A rota file: what it says, and where each of it stands."""

    name: str
    says: RotaFile
    tree: Tree

    @property
    def rota(self) -> str:
        """What it is called: after its file where it says nothing."""
        return self.says.rota or PurePath(self.name).stem

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest thing above it."""
        mark = _mark(self.tree, path)
        return mark.line if mark else None

    def problem(self, notebook: Notebook, path: Path, message: Said, remedy: Said, read: str = "") -> None:
        """Tells that what stands at a path cannot be used."""
        notebook.error(
            "rota-file", self.name, message, remedy,
            line=self.line(path), column=dotted(self.tree, path), read=read or None,
        )  # fmt: skip


def read_rota_file(text: str, file: str) -> tuple[Read | None, list[Problem]]:
    """What the file says, and its problems; None where there is any error. Never raises.

    One rule that is not understood is enough to plan nothing: a plan without it would look as if it held.
    """
    notebook = Notebook()
    try:
        tree = _normal(_tree(text, file, notebook))
    except YamlError as error:
        line = error.mark.line if error.mark else None
        notebook.error("rota-file", file, sentence(error.said), error.remedy or SEE, line=line)
        return None, notebook.problems
    if notebook.problems:
        return None, notebook.problems
    if not isinstance(tree.data, dict):
        message = said("a rota file is made of keys and values (rota: Watch); this is something else.")
        notebook.error("rota-file", file, message, SEE, line=1)
        return None, notebook.problems
    try:
        return Read(file, RotaFile.model_validate(tree.data), tree), []
    except ValidationError as error:
        return None, _complaints(error, tree, file)


def _tree(text: str, file: str, notebook: Notebook) -> Tree:
    if len(text) > MOST_CHARACTERS:
        message = said("a rota file of more than {most:,} characters is not read", most=MOST_CHARACTERS)
        raise YamlError(message, None, said("Write less, or split it."))
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return read_yaml(text, file, notebook)
    try:
        json.loads(text.lstrip("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        mark = Mark(error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else None
        english = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        raise YamlError(said("this is not JSON: {english}", english=english), mark) from error
    return read_yaml(text.replace("\t", " "), file, notebook)  # JSON is YAML, but for tabs between its words


def _normal(tree: Tree) -> Tree:
    """With keys as the schema has them: `at_least`, `at-least` and `At least` are "at least"."""
    marks = {tuple(_key(part) for part in path): mark for path, mark in tree.marks.items()}
    return Tree(_keyed(tree.data), marks)


def _key(part: str | int) -> str | int:
    return (
        " ".join(part.replace("_", " ").replace("-", " ").casefold().split())
        if isinstance(part, str)
        else part
    )


def _keyed(value: Plain) -> Plain:
    if isinstance(value, list):
        return [_keyed(item) for item in value]
    if isinstance(value, dict):
        return {str(_key(key)): _keyed(item) for key, item in value.items() if item is not None}
    return value


def _complaints(error: ValidationError, tree: Tree, file: str) -> list[Problem]:
    """Every error where it stands; what no alternative of a value took is said once."""
    notebook, seen = Notebook(), set[tuple[int | None, str]]()
    for detail in error.errors(include_url=False):
        path = _path(tree, detail["loc"])
        mark = _mark(tree, path)
        message, remedy = told(detail, _where(path))
        key = (mark.line if mark else None, str(message))
        if key not in seen:
            seen.add(key)
            read = detail.get("input")
            notebook.error(
                "rota-file", file, message, remedy, line=mark.line if mark else 1,
                column=dotted(tree, path), read=read if isinstance(read, str) else None,
            )  # fmt: skip
    return notebook.problems


def _path(tree: Tree, loc: tuple[int | str, ...]) -> Path:
    """The place of an error as the file has it: a part that stands alone has no number there."""
    path: Path = ()
    for number, part in enumerate(loc):
        if (*path, part) in tree.marks:
            path = (*path, part)
        elif number == len(loc) - 1 and isinstance(part, str):
            path = (*path, part)  # a key that is missing, or a value in place of a part
    return path


def _mark(tree: Tree, path: Path) -> Mark | None:
    return tree.mark(_path(tree, path)[: len(path)]) or tree.mark(())


def _where(path: Path) -> Where:
    """The schema's class of the part that a path ends in, what it is called, and the path's last word."""
    words = [part for part in path if isinstance(part, str)]
    part: type[BaseModel] = RotaFile
    above = ""
    for word in words[:-1]:
        inner = part_of(part, word)
        if inner is not None:
            part, above = inner, word
    return Where(part, above, words[-1] if words else "")


def part_of(part: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The class of what stands under a key, where it has keys of its own."""
    field = next((f for name, f in part.model_fields.items() if (f.alias or name) == key), None)
    found: list[Any] = [field.annotation] if field else []
    while found:
        one = found.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
        found += getattr(one, "__args__", ())
    return None


def dotted(tree: Tree, path: Path) -> str | None:
    """`duties[0].at least`, as people name places in YAML; None for the whole file."""
    parts = _path(tree, path)
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
    return text or None
