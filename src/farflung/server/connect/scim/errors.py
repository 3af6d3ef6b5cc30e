"""What a directory is told when something is not done, in the form of RFC 7644, section 3.12."""

from typing import Any, Final

ERROR: Final = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimError(Exception):
    """`kind` is a scimType of the standard, "" where none fits; `detail` a sentence for who reads the log."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind

    @property
    def body(self) -> dict[str, Any]:
        """The error as it is sent."""
        kind = {"scimType": self.kind} if self.kind else {}
        return {"schemas": [ERROR], "status": str(self.status), **kind, "detail": self.detail}


def invalid(detail: str) -> ScimError:
    """A value that cannot be."""
    return ScimError(400, detail, "invalidValue")


def malformed(detail: str) -> ScimError:
    """A request that cannot be read."""
    return ScimError(400, detail, "invalidSyntax")


def taken(detail: str) -> ScimError:
    """Something that has to be one's own is somebody else's."""
    return ScimError(409, detail, "uniqueness")


def missing(detail: str = "There is no such resource.") -> ScimError:
    """It is not there, or not any more."""
    return ScimError(404, detail)
