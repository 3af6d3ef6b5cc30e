"""The only door to a record of the organisation: who sees whom, and what of them. A stranger gets 404.

Everybody who works here sees everybody else's name, place (to the city), hours, teams, skills and
languages: that is what the map is for. What is private is listed in `classified.py`; reading it of somebody
else leaves a `Look` that the person sees.
"""

from farflung.server.org.access.asking import (
    Asker,
    Role,
    asker,
    asker_of,
    maybe_asker,
    member,
    require,
)
from farflung.server.org.access.people import (
    get_entity,
    get_led,
    get_own,
    get_person,
    get_team,
    gives,
    is_lead_of,
    keeps_team,
    visible_people,
    visible_teams,
)
from farflung.server.org.access.private import looked, may_see, private
from farflung.server.org.access.records import (
    get_absence,
    get_batch,
    get_calendar,
    get_holiday,
    get_hours,
    get_mismatch,
    get_stay,
    get_swap,
    may_import,
)

__all__ = [
    "Asker", "Role", "asker", "asker_of", "get_absence", "get_batch", "get_calendar", "get_entity",
    "get_holiday", "get_hours", "get_led", "get_mismatch", "get_own", "get_person", "get_stay", "get_swap",
    "get_team", "gives", "is_lead_of", "keeps_team", "looked", "may_import", "may_see",
    "maybe_asker", "member", "private", "require", "visible_people", "visible_teams",
]  # fmt: skip
