"""Tries are counted for every process together, and by nobody's name."""

from datetime import UTC, datetime, timedelta

import pytest

from farflung.server.core.limits import Limit, forget_before, give_back, take
from farflung.server.core.models import Bucket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 7, tzinfo=UTC)
TWICE = Limit("test", 2, timedelta(minutes=15))


def test_so_many_and_no_more_until_the_count_begins_anew() -> None:
    assert [take(TWICE, "ana", now=NOW).allowed for _ in range(4)] == [True, True, False, False]
    assert take(TWICE, "wei", now=NOW).allowed
    told = take(TWICE, "ana", now=NOW)
    assert (told.left, told.again_at) == (0, datetime(2026, 11, 22, 9, 15, tzinfo=UTC))
    assert take(TWICE, "ana", now=told.again_at).allowed


def test_what_is_given_back_does_not_count() -> None:
    for _ in range(5):
        assert take(TWICE, "ana", now=NOW).allowed
        give_back(TWICE, "ana", now=NOW)
    give_back(TWICE, "ana", now=NOW)
    assert take(TWICE, "ana", now=NOW).left == 1


def test_whose_it_is_cannot_be_read_from_the_table() -> None:
    take(TWICE, "ana@polaris.example", now=NOW)
    key = Bucket.objects.get().key
    assert key.startswith("test:")
    assert "ana" not in key


def test_old_counts_go() -> None:
    take(TWICE, "ana", now=NOW - timedelta(days=2))
    take(TWICE, "ana", now=NOW)
    forget_before(NOW - timedelta(days=1))
    assert Bucket.objects.count() == 1
