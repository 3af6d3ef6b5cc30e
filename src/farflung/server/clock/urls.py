"""The addresses of the pages of time."""

from django.urls import path

from farflung.server.clock.views.my_day import my_day
from farflung.server.clock.views.now import now

urlpatterns = [
    path("", my_day, name="my_day"),
    path("now", now, name="now"),
]
