"""Writing a report so that nobody ever finds half of one."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write(path: Path, text: str) -> None:
    """Puts the text into the file at once: written beside it first, then renamed over it.

    UTF-8, line ends as they are in the text. `OSError` where the folder is missing or not writable; then
    the file that was there is as it was.
    """
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


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, else those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
