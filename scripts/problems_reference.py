"""The page about the problems of the JSON interface, made from the table that answers them."""

from farflung.server.core.api.kinds import KINDS
from scripts.markdown import MADE_BY, table

HEAD = """\
What an operation of `/api/v1` answers when it does not do what was asked: `application/problem+json`
([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). `type` leads to `/api/problems` of the site, where the
same is said. `code` is for programs and never translated: the name below, or the rule of the map that forbids
it (`overlap`, `taken`, `backwards`, `cycle`, …). `title`, `detail` and every `message` are for people, in the
language that `Accept-Language` asks for. `instance` names the request, as its line in the log does.
"""

TAIL = """\
Each of `errors` says where: `in` is `path`, `query` or `body`; `name` is a parameter, `pointer` a JSON
pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) into the body, empty for the whole of it. A place
that is one of several has `choices`: send the `which` of one of them.
"""


def problems_page() -> str:
    """The whole page."""
    rows = ((f"`{kind.name}`", str(kind.status), kind.title, kind.meaning) for kind in KINDS)
    shown = table(("name", "status", "what", "what to do"), rows)
    return "\n".join(("# Problems\n", MADE_BY, HEAD, shown, TAIL))
