"""Connections that stay open are shared evenly: no process waits while another has all of them."""

import os

import pytest

from farflung.server.site.serving import patient
from farflung.server.site.serving.shares import Shares


def test_who_has_fewest_takes_the_next() -> None:
    shares = Shares()
    shares.tell(1, 2)
    shares.tell(2, 1)
    assert (shares.has_least(1), shares.has_least(2)) == (False, True)
    shares.tell(2, 2)
    assert (shares.has_least(1), shares.has_least(2)) == (True, True)


def test_one_alone_yields_to_nobody() -> None:
    shares = Shares()
    shares.tell(7, 100)
    assert shares.has_least(7)


def test_who_has_ended_is_not_waited_for() -> None:
    shares = Shares()
    shares.tell(1, 5)
    shares.tell(2, 0)
    assert not shares.has_least(1)
    shares.leave(2)
    assert shares.has_least(1)


def test_places_are_used_again_by_those_who_come_much_later() -> None:
    shares = Shares()
    for process in range(1, 600):
        shares.tell(process, 3)
        shares.leave(process)
    shares.tell(600, 3)
    assert shares.has_least(600)


def test_what_one_process_tells_another_sees() -> None:
    shares = Shares()
    shares.tell(1, 5)
    child = os.fork()
    if child == 0:
        shares.tell(2, 1)
        os._exit(0)
    os.waitpid(child, 0)
    assert not shares.has_least(1)


class Nobody:
    """A listener whose next connection another process has taken."""

    def accept(self) -> None:
        raise BlockingIOError


@pytest.mark.parametrize(("others", "waited"), [(3, []), (1, [patient.YIELD])], ids=["fewest", "more"])
def test_who_has_more_leaves_a_new_connection_to_others_for_a_moment(
    monkeypatch: pytest.MonkeyPatch, others: int, waited: list[float]
) -> None:
    shares, slept = Shares(), list[float]()
    monkeypatch.setattr(patient, "SHARES", shares)
    monkeypatch.setattr("time.sleep", slept.append)
    worker = object.__new__(patient.PatientWorker)
    worker.age, worker.nr_conns = 1, 2
    shares.tell(2, others)
    worker.accept(Nobody())
    assert slept == waited
