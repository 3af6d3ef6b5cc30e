"""Parts of spans in a window: what a window cuts, and what has no length."""

from datetime import UTC, datetime

from farflung.engine.time import Span, clipped


def at(hour: int) -> datetime:
    return datetime(2027, 3, 1, hour, tzinfo=UTC)


def test_a_window_cuts_what_reaches_over_it() -> None:
    spans = [Span(at(9), at(17)), Span(at(18), at(20)), Span(at(21), at(22))]
    assert clipped(spans, Span(at(12), at(19))) == (Span(at(12), at(17)), Span(at(18), at(19)))


def test_nothing_lies_in_a_window_without_length() -> None:
    assert clipped([Span(at(9), at(17))], Span(at(12), at(12))) == ()


def test_what_has_no_length_lies_nowhere() -> None:
    assert clipped([Span(at(12), at(12))], Span(at(9), at(17))) == ()
