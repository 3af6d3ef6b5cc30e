"""The command as the shell starts it: quiet under Ctrl-C from its first moment on.

Loading the verbs takes part of a second, and an interruption in it would print a traceback of imports. Until
they are loaded, Ctrl-C ends the process as it ends any other; from then on the verbs end themselves, with
status 130 either way.
"""

import os
import signal
import sys

_LISTENS = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _LISTENS:  # not where the shell told us to ignore it, as in the background
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from farflung.cli.main import main as _main  # noqa: E402  the verbs are loaded below the line above


def main() -> None:
    """Runs the command with the words that the shell gave.

    The process then ends at once: giving back a company of thousands piece by piece takes half a second.
    """
    if _LISTENS:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    status = 0
    try:
        _main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # closed by who started us (`2>&-`)
                stream.flush()
    except OSError:  # the reader has gone (`| head`): what it wanted it has
        pass
    os._exit(status)
