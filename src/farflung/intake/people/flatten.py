"""JSON lists of records to a table: nested keys become headings, each record keeps its line."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from farflung.engine.checks.finding import Severity
from farflung.engine.said import said
from farflung.intake.errors import FileError
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.notebook import Notebook, plain_text
from farflung.intake.problem import Problem
from farflung.intake.table import Row, Table

LISTS: Final = (
    "members", "Resources", "employees", "people", "workers", "users", "Report_Entry", "data", "results",
    "items",
)  # fmt: skip
_DEEPEST: Final = 6


def parse_json(file: str, content: str) -> Any:
    """The value; raises `FileError` with line and column of the first mistake."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        read = content[error.pos : error.pos + 40].split("\n")[0]
        message = said(
            "this is not JSON: {english} (column {column}).", english=error.msg.lower(), column=error.colno
        )
        remedy = said("Export it again.")
        raise FileError(
            Problem(Severity.ERROR, "bad-json", file, message, remedy, error.lineno, None, read)
        ) from None
    except RecursionError:
        message = said("this JSON is nested too deeply to be a list of people.")
        remedy = said("Give a list of people.")
        raise FileError(Problem(Severity.ERROR, "bad-json", file, message, remedy)) from None


def records_of(value: Any) -> tuple[str | None, list[Any]] | None:
    """The list of records in a JSON value and the key it stands under; None where there is none."""
    if isinstance(value, list):
        return None, value
    if isinstance(value, dict):
        return next(((key, value[key]) for key in LISTS if isinstance(value.get(key), list)), None)
    return None


def lines_of(content: str, key: str | None, count: int) -> list[int]:
    """The line on which each record begins; line 1 for all where the text defeats the search."""
    decoder = json.JSONDecoder()
    opening = re.search(rf'"{key}"\s*:\s*\[' if key else r"\[", content)
    at = opening.end() if opening else len(content)
    lines: list[int] = []
    line, counted = 1, 0
    while len(lines) < count:
        match = re.compile(r"[\s,]*").match(content, at)
        at = match.end() if match else at
        line, counted = line + content.count("\n", counted, at), at
        try:
            _, at = decoder.raw_decode(content, at)
        except ValueError:
            return [1] * count
        lines.append(line)
    return lines


def json_table(
    file: str, content: str, value: Any, notebook: Notebook, limits: Limits = DEFAULT_LIMITS
) -> Table:
    """The records as a sheet whose headings are paths such as `work.site`; lists are joined with `, `."""
    key, records = records_of(value) or (None, [])
    lines = lines_of(content, key, len(records))
    headings: dict[str, int] = {}
    rows: list[tuple[int, dict[str, str]]] = []
    for line, record in zip(lines, records[: limits.rows], strict=False):
        if not isinstance(record, dict):
            notebook.error(
                "not-a-record", file, said("an entry of the list is not a record of a person."),
                said('Write {{"name": ..., "city": ...}}.'), line=line, read=json.dumps(record)[:60],
            )  # fmt: skip
            continue
        cells = dict(_flat(record, "", 0))
        for heading in cells:
            headings.setdefault(heading, len(headings))
        rows.append((line, {name: text[: limits.cell_chars] for name, text in cells.items()}))
    order = tuple(headings)
    return Table(
        file, ",", order, 1, tuple(Row(line, tuple(c.get(h, "") for h in order)) for line, c in rows)
    )


def _flat(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and {"label", "value"} <= value.keys():
        # Personio's API wraps each attribute: {"label": "Hire date", "value": ...}.
        yield from _flat(_unwrapped(value["value"]), str(value["label"]), depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            key = plain_text(key)
            name = path if key in {"attributes", "name"} and path else f"{path}.{key}" if path else key
            yield from _flat(inner, name, depth + 1)
    elif isinstance(value, list):
        yield path, ", ".join(_scalar(item) for item in value if not isinstance(item, (dict, list)))
    elif value is not None and path:
        yield path, _scalar(value)


def _unwrapped(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(inner := value.get("attributes"), dict):
        return inner.get("name", "")
    return value


def _scalar(value: Any) -> str:
    return str(value).casefold() if isinstance(value, bool) else plain_text(str(value)).strip()
