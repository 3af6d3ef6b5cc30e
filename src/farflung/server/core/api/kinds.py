"""The kinds of problems that an operation can answer with, in one table: the reference is made of it."""

from dataclasses import dataclass
from typing import Final

PAGE: Final = "/api/problems"
"""Where the types are explained; a `type` is a place on it."""


def gettext_noop(text: str) -> str:
    """Marks a text to be translated. Django's own wants settings, and the reference is made without any."""
    return text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: `name` is its stable name for programs, `meaning` what to do about it."""

    name: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The `type` of a problem of this kind."""
        return f"{PAGE}#{self.name}"


MALFORMED = Kind(
    "malformed", 400, gettext_noop("The request cannot be read"),
    gettext_noop("The body is no JSON, or a header is not what HTTP allows. Mend the request."),
)  # fmt: skip
UNAUTHENTICATED = Kind(
    "unauthenticated", 401, gettext_noop("A token is needed"),
    gettext_noop(
        "No token came with the request, or one that is unknown, revoked or past its day. Make one on the "
        "page of tokens and send it as `Authorization: Bearer …`."
    ),
)  # fmt: skip
SCOPE_MISSING = Kind(
    "scope-missing", 403, gettext_noop("The token may not do this"),
    gettext_noop("The token was made without the scope that `detail` names. Make one that has it."),
)  # fmt: skip
SECOND_STEP = Kind(
    "second-step", 403, gettext_noop("A second step is wanted"),
    gettext_noop(
        "The company wants a second step of whoever signs in, and the reader of this browser has set up "
        "none. Open any page: it leads there."
    ),
)  # fmt: skip
CSRF = Kind(
    "csrf", 403, gettext_noop("The form’s token is missing"),
    gettext_noop(
        "A browser that is signed in sends the header `X-CSRFToken` with every write. Programs use a token "
        "instead."
    ),
)  # fmt: skip
NOT_FOUND = Kind(
    "not-found", 404, gettext_noop("Nothing is here"),
    gettext_noop(
        "There is no such record or operation, or it is not the asker’s to see: the answer is the same, so "
        "that nobody learns what exists."
    ),
)  # fmt: skip
METHOD = Kind(
    "method-not-allowed", 405, gettext_noop("This cannot be done with it"),
    gettext_noop("The address exists, the method does not; the header `Allow` names those that do."),
)  # fmt: skip
CHANGED = Kind(
    "changed-since", 409, gettext_noop("It has changed meanwhile"),
    gettext_noop("Somebody else was quicker. Read the record again and decide anew."),
)  # fmt: skip
TOO_LARGE = Kind(
    "too-large", 413, gettext_noop("The request is too large"),
    gettext_noop("Send less at once; an import takes 30 files of 32 MB together."),
)  # fmt: skip
INVALID = Kind(
    "invalid", 422, gettext_noop("Something in the request does not fit"),
    gettext_noop(
        "`errors` says what and where: `in` is path, query or body; `pointer` a JSON pointer into the body, "
        "`name` a parameter. A date and time without an offset is refused here: whose clock would it be?"
    ),
)  # fmt: skip
REFUSED = Kind(
    "refused", 422, gettext_noop("It was not done"),
    gettext_noop(
        "The request is well formed, and a rule of the company’s map forbids it: two stays at once, a name "
        "that is taken, an end before its beginning. `code` names the rule, `errors` the field. Nothing was "
        "changed."
    ),
)  # fmt: skip
TOO_FEW = Kind(
    "too-few", 422, gettext_noop("Too few people to be told"),
    gettext_noop("The answer would be a number about fewer than five people. Ask about a larger group."),
)  # fmt: skip
TOO_MANY = Kind(
    "too-many-requests", 429, gettext_noop("Too many requests"),
    gettext_noop("Wait as many seconds as the header `Retry-After` says."),
)  # fmt: skip
INTERNAL = Kind(
    "internal", 500, gettext_noop("Something went wrong here"),
    gettext_noop("Nothing was changed. Whoever runs the site finds it in the log by the `instance`."),
)  # fmt: skip
UNAVAILABLE = Kind(
    "unavailable", 503, gettext_noop("The site is not ready"),
    gettext_noop("It is starting, or its database is away. Try again soon."),
)  # fmt: skip

KINDS: Final[tuple[Kind, ...]] = (
    MALFORMED, UNAUTHENTICATED, SCOPE_MISSING, CSRF, SECOND_STEP, NOT_FOUND, METHOD, CHANGED, TOO_LARGE,
    INVALID, REFUSED, TOO_FEW, TOO_MANY, INTERNAL, UNAVAILABLE,
)  # fmt: skip
"""All of them."""
