"""`farflung handovers`: by each person's own clock, and who is called second."""

from tests.cli.asking import ask, farflung

OWN = ("--clock", "Mei@Asia/Manila", "--clock", "Ada@Africa/Lagos")


def test_by_the_clock_of_whoever_takes_over() -> None:
    found = ask("handovers", "Mei", "Ada", "--start", "2027-03-01 09:00 UTC", "--days", "9", *OWN)["periods"]
    assert [(p["member"], p["start"]) for p in found] == [
        ("Mei", "2027-03-01T01:00:00Z"),
        ("Ada", "2027-03-08T08:00:00Z"),
    ]


def test_the_second_is_never_the_first() -> None:
    found = ask("handovers", "A", "B", "C", "--start", "2027-03-01 09:00 UTC", "--days", "60", "--second")
    assert len(found["periods"]) > 7
    assert all(p["second"] and p["second"] != p["member"] for p in found["periods"])


def test_a_clock_of_a_stranger_is_refused() -> None:
    said = farflung("handovers", "Mei", "--start", "2027-03-01 09:00 UTC", "--clock", "Eva@Asia/Manila")
    assert said.status == 2
    assert "names none of Mei" in said.err
