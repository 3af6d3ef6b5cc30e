"""What an action says when it does not do what was asked, and whoever asked can mend it."""

from typing import Any


class Refused(Exception):  # noqa: N818 - reads as what it says: "the action was refused"
    """`code` is a stable kebab-case name for programs, `message` a translated sentence for people.

    `field` is the argument that has to change, "" where it is no single one. The transaction of the action
    is rolled back.
    """

    def __init__(self, code: str, message: Any, field: str = "") -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.field = field
