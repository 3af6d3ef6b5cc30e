"""In what each rule says by how much it is broken: minutes, or a number of days, nights, shifts."""

from typing import Final

IN_MINUTES: Final = frozenset({
    "amount", "apart", "average-hours", "away", "daily-hours", "double-duty", "hours-per-week", "night-hours",
    "night-worker-hours", "notice", "own-hours", "rest", "rest-after-call-out", "rest-after-nights",
    "spacing", "together", "weekly-rest",
})  # fmt: skip
"""Rules (by name) of which `Violation.by` is minutes."""

COUNTED: Final = frozenset({
    "consecutive-days", "consecutive-nights", "days-off", "days-with-nights", "eligible", "free-sundays",
    "kind-limit", "nights-in-period", "one-a-day", "rota-notice", "succession", "weekends", "working-days",
})  # fmt: skip
"""Rules of which it is a number: of days, nights, weekends, Sundays or shifts."""
