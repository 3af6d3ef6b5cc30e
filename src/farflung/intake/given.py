"""Files as they are given: a name for messages, and bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said, said
from farflung.intake.errors import FileError
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.problem import Problem
from farflung.intake.text import too_large


@dataclass(frozen=True, slots=True)
class Given:
    """A file's name, as messages show it, and its content."""

    name: str
    data: bytes


def read_given(path: Path, limits: Limits = DEFAULT_LIMITS) -> Given:
    """The file at a path; raises `FileError` that says why it cannot be opened."""
    try:
        if path.is_dir():
            remedy = said("Name the files in it: {files}.", files=str(path / "*.csv"))
            raise _refused(path, said("the file is a folder, not a file."), remedy)
        if path.stat().st_size > limits.file_bytes:
            raise _refused(path, *too_large(path.stat().st_size, limits.file_bytes))
        return Given(str(path), path.read_bytes())
    except FileNotFoundError:
        near = _near(path)
        hint = said("Did you mean {near}?", near=near) if near else said("Check the spelling and the folder.")
        raise _refused(path, said("the file does not exist."), hint) from None
    except PermissionError:
        remedy = said("Ask for the right to read it.")
        raise _refused(path, said("the file may not be read."), remedy) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = said("the file cannot be opened: {english}.", english=reason)
        raise _refused(path, message, said("Check the path.")) from None


def _near(path: Path) -> str | None:
    """A file beside it whose name differs in case or ending only."""
    try:
        beside: Iterable[Path] = sorted(path.parent.iterdir())
    except OSError:
        return None
    alike = (other for other in beside if other.stem.casefold() == path.stem.casefold() and other != path)
    return next((str(other) for other in alike), None)


def _refused(path: Path, message: Said, remedy: Said) -> FileError:
    return FileError(Problem(Severity.ERROR, "cannot-open", str(path), message, remedy))
