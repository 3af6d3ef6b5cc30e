"""Amounts and places that cannot be meant: told in a line, with the status of what was typed wrongly."""

import pytest

from tests.cli.asking import farflung


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hours", "Lisbon 09-18", "--slot", "0m"), "a minute or longer"),
        (("rotate", "Lisbon 09-18", "Tokyo 09-18", "--step", "0m"), "a minute apart or more"),
        (("due", "Lisbon 09-18", "--asked", "2027-01-01T00:00Z", "--work", "99999999999999h"), "too long"),
        (("when", "2027-01-31 09:00 Xyzzy"), "not a place we know"),
        (("handovers", "A", "--start", "2027-01-31 09:00 EST"), "several clocks"),
        (("overlap", "Lisbon 09-18", "Tokyo 09-18", "--viewer", "Xyzzy"), "not a place we know"),
    ],
)
def test_what_was_typed_wrongly_ends_with_status_two(words: tuple[str, ...], said: str) -> None:
    found = farflung(*words)
    assert found.status == 2
    assert said in " ".join(found.err.split())
