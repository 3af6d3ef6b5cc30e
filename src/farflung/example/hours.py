"""Working hours as people enter them: mostly an office day of some kind, sometimes nothing at all."""

from farflung.example.chance import Chance
from farflung.example.places import Spot

_OFFICE = {
    "09:00-18:00": 9.0,
    "10:00-19:00": 5.0,
    "08:00-17:00": 4.0,
    "08:30-17:30": 3.0,
    "09:00-17:00": 3.0,
    "09:30-18:30": 2.0,
    "07:00-16:00": 1.5,
    "11:00-20:00": 1.0,
    "10-18": 0.5,
    "Mon-Thu 08:00-17:30; Fri 08:00-13:00": 0.5,
    "Mon-Thu 09:00-15:00": 0.4,
    "Mon-Wed 09:00-18:00": 0.3,
    "09:00-13:00, 15:00-19:00": 0.3,
    "": 4.0,
}
_SHIFTS = {
    "09:00-18:00": 5.0,
    "06:00-15:00": 2.0,
    "14:00-23:00": 2.0,
    "13:00-22:00": 2.0,
    "22:00-07:00": 0.7,
    "": 1.0,
}
# Far from the others, some move their day towards them.
_TOWARDS_OTHERS = {
    "APAC": ("12:00-21:00", "13:00-22:00"),
    "Americas": ("06:00-15:00", "07:00-16:00"),
    "EMEA": (),
}
_MOVED = 0.12


def hours_of(spot: Spot, chance: Chance, *, late: bool) -> str:
    """The cell of the column `hours`; `late` is for teams that work in shifts."""
    moved = _TOWARDS_OTHERS[spot.band]
    if moved and chance.happens(_MOVED):
        return chance.pick(moved)
    return chance.weighted(_SHIFTS if late else _OFFICE)
