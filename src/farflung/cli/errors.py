"""Errors of the command line, and the exit statuses (documented in docs/reference/cli.md).

```
UsageError          what was typed cannot be understood: status 2
```
Errors of intake and of the engine carry their own message and end in the same statuses.
"""

from enum import IntEnum

import typer


class Exit(IntEnum):
    """What the shell is told."""

    GOOD = 0
    FINDINGS = 1
    USAGE = 2
    UNREAD = 3
    BUG = 70


class UsageError(typer.BadParameter):
    """What was typed cannot be understood; the message says what to type instead."""
