"""Errors of intake. Readers return problems; they raise only when a file as a whole cannot be used.

```
IntakeError
|-- FileError         the file cannot be opened, is too large, or is not text
|-- NotRecognised     the content is none of the kinds that Farflung reads
|-- InlineError       a person typed on the command line cannot be understood
`-- AnswersError      the answers file cannot be used
```
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line knows these errors before it knows what a problem is
    from farflung.intake.problem import Problem


class IntakeError(Exception):
    """Carries the problem that a person is shown; its text is the whole message."""

    def __init__(self, problem: "Problem") -> None:
        super().__init__(str(problem))
        self.problem = problem


class FileError(IntakeError):
    """The file cannot be opened, is too large, or is not text."""


class NotRecognised(IntakeError):  # noqa: N818 - reads as what it says: "the file was not recognised"
    """The content is none of the kinds that Farflung reads."""


class InlineError(IntakeError):
    """A person typed on the command line cannot be understood."""


class AnswersError(IntakeError):
    """The answers file cannot be used."""
