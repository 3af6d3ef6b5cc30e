"""The command as the shell starts it: quiet under Ctrl-C from its first moment on.

Loading the verbs takes part of a second, and an interruption in it would print a traceback of imports. Until
they are loaded, Ctrl-C ends the process as it ends any other; from then on the verbs end themselves, with
status 130 either way.
"""

import signal

_LISTENS = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _LISTENS:  # not where the shell told us to ignore it, as in the background
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from farflung.cli.main import main as _main  # noqa: E402  the verbs are loaded below the line above


def main() -> None:
    """Runs the command with the words that the shell gave."""
    if _LISTENS:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _main()
