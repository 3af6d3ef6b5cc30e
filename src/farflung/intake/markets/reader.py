"""One file of markets to the engine's values, with every error at its line and column."""

from typing import Any

from pydantic import ValidationError

from farflung.engine.model import Market, Source
from farflung.engine.said import Said, SaidError, in_turn, said, sentence, why
from farflung.intake.agreement.messages import Wording, near, told
from farflung.intake.agreement.window_text import read_window
from farflung.intake.agreement.yaml_tree import Path, Plain, Tree, YamlError, read_yaml
from farflung.intake.markets.schema import MarketEntry, MarketsFile
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Problem

SEE = said("docs/reference/markets.md says what may stand here.")
LEFT_OUT = said("The market is left out.")
_WORDING = Wording({"markets": MarketEntry, None: MarketsFile}, SEE, LEFT_OUT)


def read_markets(text: str, file: str) -> tuple[tuple[Market, ...], list[Problem]]:
    """The markets that can be read, and what is wrong with the others. Never raises."""
    notebook = Notebook()
    try:
        tree = read_yaml(text, file, notebook)
    except YamlError as error:
        line = error.mark.line if error.mark else None
        column = said("column {position}", position=error.mark.column) if error.mark else None
        notebook.error(
            "market-yaml", file, sentence(error.said), error.remedy or SEE, line=line, column=column
        )
        return (), notebook.problems
    return _Reader(tree, file, notebook).read(), notebook.problems


class _Reader:
    """Reads each market by itself, so that one mistake costs one market."""

    def __init__(self, tree: Tree, file: str, notebook: Notebook) -> None:
        self._tree, self._file, self._notebook = tree, file, notebook

    def read(self) -> tuple[Market, ...]:
        """The markets, in the order of the file."""
        data = self._tree.data if isinstance(self._tree.data, dict) else {}
        for key in data:
            if key not in MarketsFile.model_fields:
                message = said("{key!r} is no key of a file of markets.", key=key)
                self._tell((key,), message, near(key, MarketsFile))
        value = data.get("markets")
        entries = value if isinstance(value, list) else [] if value is None else [value]
        listed = isinstance(value, list)
        paths: list[Path] = [("markets", n) if listed else ("markets",) for n in range(len(entries))]
        made = [self._market(entry, path) for entry, path in zip(entries, paths, strict=True)]
        return tuple(market for market in made if market is not None)

    def _market(self, value: Plain, path: Path) -> Market | None:
        try:
            return _made(MarketEntry.model_validate(value), self._source(path))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = (*path, *detail["loc"])
                key = next((part for part in reversed(place) if isinstance(part, str)), "")
                message, remedy = told(detail, "markets", key, _WORDING)
                self._tell(place, message, remedy, detail.get("input"))
        except ValueError as error:
            self._tell(path, in_turn(sentence(why(error)), LEFT_OUT), SEE)
        return None

    def _tell(self, path: Path, message: Said, remedy: Said, read: object = None) -> None:
        mark = self._tree.mark(path)
        self._notebook.error(
            "market-entry",
            self._file,
            message,
            remedy,
            line=mark.line if mark else None,
            column=".".join(str(part) for part in path),
            read=read if isinstance(read, str) else None,
        )

    def _source(self, path: Path) -> Source:
        mark = self._tree.mark(path)
        return Source(self._file, mark.line if mark else None, mark.column if mark else None)


def _made(entry: MarketEntry, source: Source) -> Market:
    if entry.duty and entry.team:
        raise SaidError(
            said("name a duty or a team, not both: of a duty shifts are counted, of a team working hours")
        )
    window = read_window(entry.when, entry.zone)
    given: dict[str, Any] = {"hours": window.pattern, "country": entry.country, "share": entry.share}
    return Market(
        entry.name.strip(),
        window.zone or entry.zone,
        languages=entry.languages,
        speaks=entry.any_language,
        licences=entry.licences,
        minimum=entry.at_least,
        duty=entry.duty,
        team=entry.team,
        source=source,
        **given,
    )
