"""The addresses of accounts."""

from django.urls import path

from farflung.server.site.accounts.entering import first, sign_in, sign_out
from farflung.server.site.accounts.joining import invitations, join
from farflung.server.site.accounts.passwords import change_password
from farflung.server.site.accounts.sessions import end, end_all, sessions
from farflung.server.site.accounts.tokens import revoke, tokens

urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("first", first, name="first"),
    path("password", change_password, name="change_password"),
    path("invitations", invitations, name="invitations"),
    path("me/sessions", sessions, name="sessions"),
    path("me/sessions/end", end_all, name="end_sessions"),
    path("me/sessions/<uuid:code>/end", end, name="end_session"),
    path("me/tokens", tokens, name="tokens"),
    path("me/tokens/<uuid:code>/revoke", revoke, name="revoke_token"),
    path("join/<str:word>", join, name="join"),
]
