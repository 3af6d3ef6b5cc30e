"""The addresses of pages and doors to other systems."""

from django.urls import URLPattern, URLResolver, path

from farflung.server.connect.views import busy, hooks, inbox, scim_people, scim_teams, scim_told, ways
from farflung.server.connect.views.arrivals import arrivals, place_arrival
from farflung.server.connect.views.chat import chat, remove_chat
from farflung.server.connect.views.dav import dav, well_known
from farflung.server.connect.views.directories import directories, revoke
from farflung.server.connect.views.feeds import my_calendars, revoke_calendar
from farflung.server.connect.views.fetching import feed
from farflung.server.connect.views.sent import sent_notes, withdraw
from farflung.server.connect.views.who import from_mattermost, from_slack
from farflung.server.connect.views.write import write

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/busy", busy.my_busy, name="my_busy"),
    path("me/busy/<uuid:code>", busy.change_busy, name="change_busy"),
    path("me/calendars", my_calendars, name="my_calendars"),
    path("me/calendars/<uuid:code>/revoke", revoke_calendar, name="revoke_calendar"),
    path("company/directories", directories, name="directories"),
    path("company/directories/<uuid:code>/revoke", revoke, name="revoke_directory"),
    path("company/arrivals", arrivals, name="arrivals"),
    path("company/arrivals/<uuid:code>", place_arrival, name="place_arrival"),
    path("scim/v2/Users", scim_people.users, name="scim"),
    path("scim/v2/.search", scim_told.search),
    path("scim/v2/Users/.search", scim_people.search),
    path("scim/v2/Users/<uuid:code>", scim_people.user),
    path("scim/v2/Groups/.search", scim_teams.search),
    path("scim/v2/Groups", scim_teams.groups),
    path("scim/v2/Groups/<uuid:code>", scim_teams.group),
    path("scim/v2/ServiceProviderConfig", scim_told.config),
    path("scim/v2/ResourceTypes", scim_told.types),
    path("scim/v2/ResourceTypes/<str:name>", scim_told.one_type),
    path("scim/v2/Schemas", scim_told.schemas),
    path("scim/v2/Schemas/<str:name>", scim_told.one_schema),
    path("scim/v2/<path:rest>", scim_told.nothing),
    path("company/chat", chat, name="chat"),
    path("company/chat/remove", remove_chat, name="remove_chat"),
    path("chat/slack", from_slack, name="from_slack"),
    path("chat/mattermost", from_mattermost, name="from_mattermost"),
    path("feeds/<str:word>.ics", feed, name="feed"),
    path(".well-known/caldav", well_known),
    path("dav/", dav, name="dav"),
    path("dav/<path:rest>", dav),
    path("people/<uuid:code>/message", write, name="write_to"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/read", inbox.mark_all, name="mark_all_read"),
    path("inbox/now", inbox.fetch, name="fetch"),
    path("inbox/sent", sent_notes, name="sent"),
    path("inbox/sent/<uuid:code>/withdraw", withdraw, name="withdraw_note"),
    path("me/channels", ways.channels, name="channels"),
    path("me/channels/mail", ways.ask_for_address, name="ask_for_address"),
    path("company/channels", hooks.company_channels, name="company_channels"),
    path("company/channels/<uuid:code>", hooks.change_hook, name="change_hook"),
    path("mail/confirm/<str:word>", ways.confirm_mail, name="confirm_mail"),
    path("mail/stop/<str:word>", ways.stop_mail, name="stop_mail"),
    path("inbox/<uuid:code>", inbox.mark, name="mark_message"),
]
