"""The addresses of pages and doors to other systems."""

from django.urls import URLPattern, URLResolver, path

from farflung.server.connect.views.feeds import my_calendars, revoke_calendar
from farflung.server.connect.views.fetching import feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/calendars", my_calendars, name="my_calendars"),
    path("me/calendars/<uuid:code>/revoke", revoke_calendar, name="revoke_calendar"),
    path("feeds/<str:word>.ics", feed, name="feed"),
]
