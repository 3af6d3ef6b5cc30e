"""The days of the week on which office work rests in a country, where nobody says otherwise.

As the `holidays` package knows them (a test compares every country), except where `_CORRECTED` says why not.
They are written down here because the package tells them only by loading a module for each country.
"""

from typing import Final

SATURDAY_AND_SUNDAY: Final = frozenset({5, 6})

_FRIDAY_AND_SATURDAY: Final = frozenset({4, 5})
_OTHERS: Final = {
    **dict.fromkeys(
        ("AF", "BD", "BH", "DJ", "DZ", "EG", "IL", "IQ", "JO", "KW", "MR", "MV", "OM", "QA", "SA", "SD", "SY",
         "YE"),
        _FRIDAY_AND_SATURDAY,
    ),
    "BN": frozenset({4, 6}),
    "IR": frozenset({4}),
}  # fmt: skip
_CORRECTED: Final = {"LY": _FRIDAY_AND_SATURDAY}
"""Libya: Friday and Saturday in the CLDR's week data; the package leaves its default, Saturday and Sunday."""


def weekend_of(country: str | None) -> frozenset[int]:
    """Weekdays (0 is Monday); Saturday and Sunday where the country is not known.

    Where the law knows only Sunday (Hong Kong, Paraguay), Saturday is taken as free too: what is planned
    here is office work.
    """
    return _CORRECTED.get(country or "") or _OTHERS.get(country or "", SATURDAY_AND_SUNDAY)
