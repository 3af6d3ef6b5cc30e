"""Writing a report so that nobody ever finds half of one."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write(path: Path, text: str) -> None:
    """Puts the text into the file at once: written beside it first, then renamed over it.

    UTF-8, line ends as they are in the text. `OSError` where the folder is missing or not writable; then
    the file that was there is as it was.
    """
    if path.exists() and not path.is_file():
        # A device or a pipe (/dev/stdout, >(less)) is written into: renamed over, it would be gone.
        path.write_text(text, encoding="utf-8", newline="")
        return
    target = path.resolve()
    beside = NamedTemporaryFile(  # noqa: SIM115  # closed and renamed below, or removed
        "wb", dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
    )
    try:
        with beside:
            beside.write(text.encode("utf-8"))
            beside.flush()
            os.fsync(beside.fileno())
        Path(beside.name).chmod(_mode(target))
        Path(beside.name).replace(target)
    except BaseException:
        Path(beside.name).unlink(missing_ok=True)
        raise


def refusal(path: Path) -> str | None:
    """Why no report can be written there, in words; None where nothing speaks against it.

    Asked before the work, so that nobody waits for a report that then has no place to go.
    """
    if path.is_dir():
        return f"{path} is a folder: name a file in it, like {path / 'report.html'}"
    if not path.parent.is_dir():
        return f"the folder {path.parent} does not exist: make it first, or write somewhere else"
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        return f"{path} cannot be written: you have no right to write there"
    return None


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, else those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
