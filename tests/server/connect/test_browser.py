"""F08 in a real browser: Jack writes at night, Ana reads in the morning; phone and desk, dark and turned."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from farflung.server.connect.actions import hooks
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.models import Delivery
from farflung.server.core import clock
from farflung.server.org.models import Person
from tests.company import company
from tests.server.browsing import Reading
from tests.server.clock import rows
from tests.server.connect.posting import MORNING, NIGHT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Sit = Callable[[str], Reading]


@pytest.fixture(autouse=True)
def _night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)


@pytest.fixture
def people(transactional_db: None) -> dict[str, Person]:
    made = rows.write(company())
    for key in ("ana", "jack"):
        rows.account(made[key], f"{key}@polaris.example")
    return made


@pytest.fixture
def sit(browser: Browser, live_server: Any, people: dict[str, Person]) -> Iterator[Sit]:
    readings: list[Reading] = []

    def made(key: str) -> Reading:
        readings.append(Reading(browser, live_server.url, people[key].account))
        return readings[-1]

    yield made
    for context in browser.contexts:
        context.close()
    assert [reading.complaints for reading in readings] == [[]] * len(readings)


def test_F08_from_one_night_to_the_other_morning(
    sit: Sit, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    jack, ana = sit("jack"), sit("ana")
    write = f"/people/{people['ana'].code}/message"
    jack.check(write)
    page = jack.page(f"/people/{people['ana'].code}")
    page.get_by_role("link", name="Write to them").click()
    assert "It lands 09:00 Lisbon (20:00 Sydney)." in page.inner_text("main")
    page.get_by_label("What you want to say").fill("Could you look at the ledger?\nThe totals differ by 2.")
    page.get_by_role("button", name="Send").click()
    assert "lands 09:00 Lisbon (20:00 Sydney)" in page.inner_text("main")
    deliver(now=NIGHT)
    jack.check("/inbox/sent")
    ana.check("/inbox")
    deliver(now=MORNING)
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    ana.check("/inbox")
    page = ana.page("/")
    page.get_by_role("link", name="1 new message").click()
    assert "The totals differ by 2." in page.inner_text("main")
    page.get_by_role("button", name="Mark as read").click()
    assert "Nothing new." in page.inner_text("main")


def test_channels_of_ones_own_and_of_the_company(
    sit: Sit, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = replace(settings.ENVIRONMENT, smtp_url="smtp://127.0.0.1:1", mail_from="map@polaris.example")
    monkeypatch.setattr(settings, "ENVIRONMENT", mail)
    account = people["ana"].account
    assert account is not None
    type(account).objects.filter(pk=account.pk).update(operator=True)
    url = "https://chat.example/hooks/1"
    hook, _ = hooks.add_hook(kind="chat", name="Evening room", url=url, by=account, now=NIGHT)
    hooks.add_hook(kind="webhook", name="Relay", url=url, by=account, now=NIGHT)
    Delivery.objects.create(
        recipient=people["ana"].code, way=hooks.way_of(hook), bundle=[], made_at=NIGHT, next_at=MORNING,
        tries=2, error="503",
    )  # fmt: skip
    ana = sit("ana")
    ana.check("/me/channels")
    ana.check("/company/channels")
