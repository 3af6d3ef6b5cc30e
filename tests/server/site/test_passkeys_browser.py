"""A passkey in a real browser, with the virtual device that Chromium has for this."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from farflung.server.core import clock
from farflung.server.core.actions.accounts import create_account
from farflung.server.core.models import Passkey

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "ana@polaris.example", "lantern quarry thimble"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_password(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button.main")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with a device for passkeys in it, on which no page and no policy complains."""
    context, complaints = browser.new_context(viewport={"width": 390, "height": 844}), list[str]()
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()
    assert complaints == []


def made(page: Page, address: str) -> None:
    page.goto(f"{address}/me/security/passkeys/new")
    page.click("main button.main")


def shown(page: Page) -> None:
    page.click("text=Sign in with a passkey")
    page.click("main button.main")


def test_made_signed_in_with_and_wanted_beside_the_password(page: Page, live_server: Any) -> None:
    site = live_server.url
    create_account(email=EMAIL, password=PASSWORD, by=None, operator=True, now=clock.now())
    with_password(page, site)
    made(page, site)
    page.wait_for_selector("main li code")
    assert page.locator("main li code").count() == 10
    made(page, site)
    page.wait_for_selector("[data-failed]:not([hidden])")
    assert Passkey.objects.count() == 1, "the device says that it has one already"
    page.context.clear_cookies()
    page.goto(f"{site}/sign-in")
    shown(page)
    page.wait_for_url(f"{site}/")
    page.context.clear_cookies()
    with_password(page, site)
    assert page.url == f"{site}/sign-in/second"
    shown(page)
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/me/security")
    assert page.locator("main li b").all_inner_texts() == ["Chrome, Linux"]
