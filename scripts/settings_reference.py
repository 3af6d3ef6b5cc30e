"""The page about the settings of the server, made from the table that reads them."""

from farflung.server.core.environment import VARIABLES
from scripts.markdown import MADE_BY, table

HEAD = """\
Every setting is a variable of the environment; there is no settings file. A value that cannot be read is told
when a command starts, with what to write instead. `farflung doctor` looks at how they go together.
[Run a server](../how-to/run-a-server.md) says which you need.
"""

TAIL = """\
Yes and no may be written `yes`, `true`, `1`, `on` and `no`, `false`, `0`, `off`.

What a company decides while the site runs (who has which role, which holidays) is no setting: it is kept in
the database, changed on pages, and in every backup. There is no setting for a zone, a country or a language:
nobody is given one that they did not choose.
"""


def settings_page() -> str:
    """The whole page."""
    rows = (
        (f"`{one.name}`", f"`{one.default}`" if one.default else "", one.meaning.replace("<", "&lt;"))
        for one in VARIABLES
    )
    return "\n".join(
        ("# Settings\n", MADE_BY, HEAD, table(("variable", "default", "what it says"), rows), TAIL)
    )
