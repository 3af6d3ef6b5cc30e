"""The addresses of accounts."""

from django.urls import path

from farflung.server.site.accounts.again import again
from farflung.server.site.accounts.company import from_company, to_company
from farflung.server.site.accounts.entering import first, sign_in, sign_out
from farflung.server.site.accounts.joining import invitations, join
from farflung.server.site.accounts.mail_codes import ask_for_code, type_code
from farflung.server.site.accounts.passkeys import by_passkey, drop_passkey, new_passkey
from farflung.server.site.accounts.passwords import change_password
from farflung.server.site.accounts.rules import mail_codes, reset, rules
from farflung.server.site.accounts.second import second
from farflung.server.site.accounts.security import app, codes, remove_app, security
from farflung.server.site.accounts.sessions import end, end_all, sessions
from farflung.server.site.accounts.tokens import revoke, tokens

urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/mail", ask_for_code, name="ask_for_code"),
    path("sign-in/mail/code", type_code, name="mail_code"),
    path("sign-in/passkey", by_passkey, name="by_passkey"),
    path("sign-in/company", to_company, name="to_company"),
    path("sign-in/company/back", from_company, name="from_company"),
    path("sign-in/second", second, name="second"),
    path("sign-out", sign_out, name="sign_out"),
    path("first", first, name="first"),
    path("password", change_password, name="change_password"),
    path("invitations", invitations, name="invitations"),
    path("me/sessions", sessions, name="sessions"),
    path("me/sessions/end", end_all, name="end_sessions"),
    path("me/sessions/<uuid:code>/end", end, name="end_session"),
    path("me/security", security, name="security"),
    path("me/security/again", again, name="again"),
    path("me/security/app", app, name="security_app"),
    path("me/security/app/remove", remove_app, name="remove_app"),
    path("me/security/passkeys/new", new_passkey, name="new_passkey"),
    path("me/security/passkeys/<uuid:code>/remove", drop_passkey, name="drop_passkey"),
    path("me/security/codes", codes, name="recovery_codes"),
    path("company/sign-in", rules, name="sign_in_rules"),
    path("company/sign-in/mail", mail_codes, name="switch_mail_codes"),
    path("company/sign-in/reset", reset, name="reset_second"),
    path("me/tokens", tokens, name="tokens"),
    path("me/tokens/<uuid:code>/revoke", revoke, name="revoke_token"),
    path("join/<str:word>", join, name="join"),
]
