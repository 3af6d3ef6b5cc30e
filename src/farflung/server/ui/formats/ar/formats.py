"""Arabic with Western digits, which need the separators that go with them. Weeks from Saturday (CLDR)."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
FIRST_DAY_OF_WEEK = 6
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
