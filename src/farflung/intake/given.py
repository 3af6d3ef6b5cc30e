"""Files as they are given: a name for messages, and bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from farflung.engine.checks.finding import Severity
from farflung.intake.errors import FileError
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.problem import Problem


@dataclass(frozen=True, slots=True)
class Given:
    """A file's name, as messages show it, and its content."""

    name: str
    data: bytes


def read_given(path: Path, limits: Limits = DEFAULT_LIMITS) -> Given:
    """The file at a path; raises `FileError` that says why it cannot be opened."""
    try:
        if path.is_dir():
            raise _refused(path, "is a folder, not a file.", f"Name the files in it: {path / '*.csv'}.")
        if path.stat().st_size > limits.file_bytes:
            size, most = (f"{n / 1024 / 1024:,.0f} MB" for n in (path.stat().st_size, limits.file_bytes))
            raise _refused(path, f"has {size}; at most {most} are read.", "Split it, or drop columns.")
        return Given(str(path), path.read_bytes())
    except FileNotFoundError:
        near = _near(path)
        hint = f"Did you mean {near}?" if near else "Check the spelling and the folder."
        raise _refused(path, "does not exist.", hint) from None
    except PermissionError:
        raise _refused(path, "may not be read.", "Ask for the right to read it.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _refused(path, f"cannot be opened: {reason.lower()}.", "Check the path.") from None


def _near(path: Path) -> str | None:
    """A file beside it whose name differs in case or ending only."""
    try:
        beside: Iterable[Path] = sorted(path.parent.iterdir())
    except OSError:
        return None
    alike = (other for other in beside if other.stem.casefold() == path.stem.casefold() and other != path)
    return next((str(other) for other in alike), None)


def _refused(path: Path, what: str, remedy: str) -> FileError:
    message = f"the file {what}"
    return FileError(Problem(Severity.ERROR, "cannot-open", str(path), message, remedy))
