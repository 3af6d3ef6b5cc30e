"""One agreement file to the engine's `Agreement`, with every error at its line and column."""

from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from farflung.engine.model import Agreement, Source
from farflung.engine.said import Said, in_turn, said, sentence, why
from farflung.intake.agreement.convert import SECTION_READERS
from farflung.intake.agreement.messages import LEFT_OUT, SEE, near, told
from farflung.intake.agreement.schema import SECTIONS, AgreementFile, Head
from farflung.intake.agreement.yaml_tree import Path, Plain, Tree, YamlError, read_yaml
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Problem


def read_agreement(text: str, file: str) -> tuple[Agreement | None, list[Problem]]:
    """The agreement and its problems; None where the file as a whole is no agreement. Never raises.

    A rule that cannot be read is left out and told; the rest of the file holds.
    """
    notebook = Notebook()
    try:
        tree = read_yaml(text, file, notebook)
    except YamlError as error:
        line = error.mark.line if error.mark else None
        column = said("column {position}", position=error.mark.column) if error.mark else None
        message = sentence(error.said)
        notebook.error("agreement-yaml", file, message, error.remedy or SEE, line=line, column=column)
        return None, notebook.problems
    return _Reader(tree, file, notebook).read(), notebook.problems


class _Reader:
    """Reads the head, then each rule by itself, so that one mistake costs one rule."""

    def __init__(self, tree: Tree, file: str, notebook: Notebook) -> None:
        self._tree = tree
        self._file = file
        self._notebook = notebook

    def read(self) -> Agreement | None:
        """The agreement, of whatever can be read."""
        data = self._tree.data
        if not isinstance(data, dict):
            message = said(
                "an agreement is made of keys and values (agreement: Support); this is something else."
            )
            self._notebook.error("agreement-shape", self._file, message, SEE, line=1)
            return None
        for key in data:
            if key not in AgreementFile.model_fields:
                message = said("{key!r} is no key of an agreement.", key=key)
                self._tell((key,), message, near(key, AgreementFile))
        head = self._head(data)
        rules = {section: self._rules(section, data.get(section)) for section in SECTIONS}
        rules["exemptions"] = rules.pop("exceptions")
        return Agreement(head.agreement, head.owner, head.expires, **rules, source=self._source(()))

    def _head(self, data: dict[str, Plain]) -> Head:
        """Name, owner and expiry. A file is called after itself rather than refused for want of a name."""
        given = {key: data[key] for key in Head.model_fields if data.get(key) is not None}
        named = {"agreement": PurePath(self._file).stem}
        try:
            return Head.model_validate(named | given)
        except ValidationError as error:
            wrong = self._complain((), given, error)
            return Head.model_validate(named | {k: v for k, v in given.items() if (k,) not in wrong})

    def _rules(self, section: str, value: Plain) -> tuple[Any, ...]:
        """A section may hold one rule or a list of them; a key with nothing behind it holds none."""
        if value is None:
            return ()
        listed = isinstance(value, list)
        rules = value if isinstance(value, list) else [value]
        paths: list[Path] = [(section, number) if listed else (section,) for number in range(len(rules))]
        made = [self._rule(section, rule, path) for rule, path in zip(rules, paths, strict=True)]
        return tuple(rule for rule in made if rule is not None)

    def _rule(self, section: str, value: Plain, path: Path) -> Any:
        adapter, make = SECTION_READERS[section]
        try:
            return make(adapter.validate_python(value), self._source(path))
        except ValidationError as error:
            self._complain(path, value, error)
        except ValueError as error:
            self._tell(path, in_turn(sentence(why(error)), LEFT_OUT), SEE)
        return None

    def _complain(self, path: Path, value: Any, error: ValidationError) -> set[Path]:
        """Tells every error of one rule; the places where they stand."""
        places: set[Path] = set()
        for detail in error.errors(include_url=False):
            # The schema names its alternatives ("rule", "sentence") in the place; the file does not.
            loc = tuple(part for part in detail["loc"] if part not in ("rule", "sentence") or part in value)
            place = (*path, *loc)
            message, remedy = told(detail, path[0] if path else None, _last_word(place))
            self._tell(place, message, remedy, detail.get("input"))
            places.add(place)
        return places

    def _tell(self, path: Path, message: Said, remedy: Said, read: object = None) -> None:
        mark = self._tree.mark(path)
        self._notebook.error(
            "agreement-rule",
            self._file,
            message,
            remedy,
            line=mark.line if mark else None,
            column=_dotted(path),
            read=read if isinstance(read, str) else None,
        )

    def _source(self, path: Path) -> Source:
        mark = self._tree.mark(path)
        return Source(self._file, mark.line if mark else None, mark.column if mark else None)


def _last_word(path: Path) -> str:
    """The last key of a path: what a person calls the place."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _dotted(path: Path) -> str:
    """`coverage[0].at_least`, as people name places in YAML."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
