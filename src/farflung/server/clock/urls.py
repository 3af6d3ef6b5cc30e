"""The addresses of the pages of time."""

from django.urls import include, path

from farflung.server.clock.views.agreements import (
    agreement,
    agreements,
    edit_agreement,
    new_agreement,
    stop_agreement,
)
from farflung.server.clock.views.all_hands import all_hands, make_all_hands
from farflung.server.clock.views.change import change, change_one
from farflung.server.clock.views.find import find
from farflung.server.clock.views.findings import accept, ask, finding, findings, fix, reopen, snooze
from farflung.server.clock.views.handing_over import organizer
from farflung.server.clock.views.make import make
from farflung.server.clock.views.meetings import end, meeting, meetings, turns
from farflung.server.clock.views.my_day import my_day
from farflung.server.clock.views.now import now
from farflung.server.clock.views.people import people
from farflung.server.clock.views.person import person
from farflung.server.clock.views.portfolio import audit
from farflung.server.clock.views.team import team
from farflung.server.clock.views.teams import teams

named = [
    path("meetings", meetings, name="meetings"),
    path("meetings/find", find, name="find"),
    path("meetings/audit", audit, name="audit"),
    path("meetings/new", make, name="make"),
    path("meetings/all-hands", all_hands, name="all_hands"),
    path("meetings/all-hands/new", make_all_hands, name="make_all_hands"),
    path("meetings/<uuid:code>", meeting, name="meeting"),
    path("meetings/<uuid:code>/edit", change, name="change_meeting"),
    path("meetings/<uuid:code>/date", change_one, name="change_date"),
    path("meetings/<uuid:code>/turns", turns, name="turns"),
    path("meetings/<uuid:code>/end", end, name="end_meeting"),
    path("meetings/<uuid:code>/organizer", organizer, name="hand_over"),
    path("people", people, name="people"),
    path("people/<uuid:code>", person, name="person"),
    path("teams", teams, name="teams"),
    path("teams/<uuid:code>", team, name="team"),
    path("findings", findings, name="findings"),
    path("findings/<uuid:code>", finding, name="finding"),
    path("findings/<uuid:code>/accept", accept, name="accept_finding"),
    path("findings/<uuid:code>/snooze", snooze, name="snooze_finding"),
    path("findings/<uuid:code>/reopen", reopen, name="reopen_finding"),
    path("findings/<uuid:code>/fix", fix, name="fix_finding"),
    path("findings/<uuid:code>/ask", ask, name="ask_about_finding"),
    path("agreements", agreements, name="agreements"),
    path("agreements/new", new_agreement, name="new_agreement"),
    path("agreements/<uuid:code>", agreement, name="agreement"),
    path("agreements/<uuid:code>/edit", edit_agreement, name="edit_agreement"),
    path("agreements/<uuid:code>/end", stop_agreement, name="stop_agreement"),
]
"""Known as `clock:people` and so on: whoever leads to a page says in whose domain it is."""

urlpatterns = [
    path("", include((named, "clock"))),
    path("", my_day, name="my_day"),
    path("now", now, name="now"),
]
