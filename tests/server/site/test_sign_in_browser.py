"""Signing in with two steps in a real browser: each page on the way is for everybody."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from farflung.server.core import clock, totp
from farflung.server.core.actions.accounts import create_account
from farflung.server.core.models import Account
from tests.server.browsing import HEIGHT, LANGUAGE, LOOKS, check
from tests.server.company import NOW

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "ana@polaris.example", "lantern quarry thimble"


@pytest.fixture(autouse=True)
def _mailing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    mail = replace(settings.ENVIRONMENT, smtp_url="smtp://127.0.0.1:1", mail_from="map@polaris.example")
    monkeypatch.setattr(settings, "ENVIRONMENT", mail)


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{look[2]}")
def look(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A window of a stranger, in one of the looks; no page and no policy complains in it."""
    width, scheme, language = request.param
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    context.add_cookies([{"name": LANGUAGE, "value": language, "url": live_server.url}])
    context.on("console", lambda message: complaints.append(message.text))
    yield context
    context.close()
    assert complaints == []


def sent(page: Page, **fields: str) -> None:
    """Fills in and sends the form that the page is about."""
    for name, text in fields.items():
        page.fill(f"main input[name={name}]", text)
    page.click("main button.main")


def seen(page: Page, path: str) -> None:
    """The page that one has come to."""
    assert page.url.partition("/")[2].split("/", 2)[2].partition("?")[0] == path
    told = page.context.new_page()
    told.goto(page.url)
    check(told, f"{path} {told.viewport_size and told.viewport_size['width']}")
    told.close()


def test_each_page_on_the_way_in_is_for_everybody(look: BrowserContext, live_server: Any) -> None:
    site = live_server.url
    account: Account = create_account(email=EMAIL, password=PASSWORD, by=None, operator=True, now=NOW)
    page = look.new_page()
    page.goto(f"{site}/sign-in")
    seen(page, "sign-in")
    sent(page, email=EMAIL, password=PASSWORD)
    page.goto(f"{site}/company/sign-in")
    seen(page, "company/sign-in")
    page.goto(f"{site}/me/security/again")
    seen(page, "me/security/again")
    page.goto(f"{site}/me/security/app")
    seen(page, "me/security/app")
    page.reload()
    sent(page, code=shows(page))
    check(page, f"recovery codes {page.viewport_size and page.viewport_size['width']}")
    assert page.locator("main li code").count() == 10
    page.goto(f"{site}/me/security")
    seen(page, "me/security")
    assert account.recovery_codes.count() == 10
    look.clear_cookies(name="farflung_session")
    page.goto(f"{site}/sign-in")
    sent(page, email=EMAIL, password=PASSWORD)
    seen(page, "sign-in/second")
    page.goto(f"{site}/sign-in/second?with=paper")
    seen(page, "sign-in/second")
    page.goto(f"{site}/sign-in/mail")
    seen(page, "sign-in/mail")
    sent(page, email=EMAIL)
    seen(page, "sign-in/mail/code")


def shows(page: Page) -> str:
    """What an app shows that was given the secret by hand, as it stands on the page."""
    given = page.locator("main code").first.inner_text().replace(" ", "")
    return totp.code_at(base64.b32decode(given), totp.step_of(NOW))
