"""Who is still there: the words that systems use for people who are not."""

from typing import Final

from farflung.engine.said import Said, said
from farflung.intake.gazetteer.fold import fold

_GONE: Final = frozenset(
    "inactive terminated deactivated deleted disabled suspended archived former left leaver exited resigned "
    "offboarded retired deceased cancelled no false 0 n "
    "inaktiv ausgeschieden beendet inactif parti inactivo baja inativo desligado".split()
) | {"contract ended", "not active", "no longer employed"}
_BOTS: Final = frozenset({"bot", "app", "integration", "service account", "system"})
_AWAY: Final = frozenset(
    {"leave", "on leave", "leave of absence", "long term leave", "parental leave", "sabbatical"}
)


def reason_to_leave_out(status: str) -> Said | None:
    """Why a row with that status is no person to plan with; None where it is."""
    key = fold(status)
    if key in _BOTS:
        return said("not a person")
    return said("no longer active") if key in _GONE else None


def is_away(status: str) -> bool:
    """Whether the status says that the person is away, without saying until when."""
    return fold(status) in _AWAY
