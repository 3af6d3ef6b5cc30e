"""Who a request comes from is believed of our own proxies only."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from farflung.server.core.address import client_address, from_this_machine


def came(proxies: int, monkeypatch: pytest.MonkeyPatch, **meta: Any) -> Any:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, proxies=proxies))
    return RequestFactory().get("/", **meta)


FORWARDED = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "expected"), [(0, "10.0.0.2"), (1, "10.0.0.1"), (2, "203.0.113.9"), (9, "10.0.0.2")]
)
def test_as_many_entries_are_believed_as_there_are_proxies(
    proxies: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client_address(came(proxies, monkeypatch, **FORWARDED)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::1", "::1"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_address_counts_as_its_household(
    written: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client_address(came(0, monkeypatch, REMOTE_ADDR=written)) == expected


def test_who_comes_through_an_unknown_proxy_is_not_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_this_machine(came(0, monkeypatch, REMOTE_ADDR="127.0.0.1"))
    assert not from_this_machine(
        came(0, monkeypatch, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="127.0.0.1")
    )
    assert not from_this_machine(
        came(1, monkeypatch, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    )
    assert not from_this_machine(came(0, monkeypatch, REMOTE_ADDR="203.0.113.9"))
