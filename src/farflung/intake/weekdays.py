"""Days of the week as people write them: `Mon-Thu`, `Sun–Thu`, `Mo, Mi, Fr`, `daily`, `1-5`."""

import re
from typing import Final

from farflung.intake.gazetteer.fold import fold

EVERY_DAY: Final = frozenset(range(7))
MONDAY_TO_FRIDAY: Final = frozenset(range(5))

# English, German, French, Spanish, Portuguese, Italian, Dutch: full names and usual short forms; ISO numbers.
_NAMES: Final = (
    "mon monday mondays m mo montag lun lundi lunes segunda seg lunedi ma maandag 1",
    "tue tues tuesday tuesdays tu di dienstag mar mardi martes terca ter martedi dinsdag 2",
    "wed weds wednesday wednesdays we w mi mittwoch mer mercredi mie miercoles quarta mercoledi woensdag 3",
    "thu thur thurs thursday thursdays th do donnerstag jeu jeudi jue jueves quinta qui giovedi donderdag 4",
    "fri friday fridays fr f freitag ven vendredi vie viernes sexta sex venerdi vr vrijdag 5",
    "sat saturday saturdays sa samstag sam samedi sab sabado sabato za zaterdag 6",
    "sun sunday sundays su so sonntag dim dimanche dom domingo domenica zo zondag 7",
)
WEEKDAY_WORDS: Final = {word: day for day, words in enumerate(_NAMES) for word in words.split()}
_EVERY: Final = (
    "daily", "everyday", "every day", "all week", "all days", "7 days", "7 days a week", "24 7",
    "taglich", "jeden tag", "tous les jours", "todos los dias", "todos os dias", "diario",
)  # fmt: skip
_WORKING: Final = ("weekdays", "weekday", "working days", "business days", "work week", "werktags", "mtwtf")
_WHOLE: Final = {
    **dict.fromkeys(_EVERY, EVERY_DAY),
    **dict.fromkeys(_WORKING, MONDAY_TO_FRIDAY),
    **dict.fromkeys(("weekend", "weekends"), frozenset({5, 6})),
    **dict.fromkeys(("l v", "l a v"), MONDAY_TO_FRIDAY),  # lunes a viernes, lundi-vendredi, lunedì-venerdì
    "smtwt": frozenset({6, 0, 1, 2, 3}),
    "mtwtfss": EVERY_DAY,
}
_JOINING: Final = frozenset("and und et y e".split())
_RANGE: Final = re.compile(r"([^\W_]+)\.?\s*-\s*([^\W_]+)\.?")
_DASHES: Final = re.compile(
    r"[\u2010-\u2015\u2212]|\b(?:to|bis|through|thru)\b|(?<=\w{3}) a (?=\w{3})", re.IGNORECASE
)


def read_weekdays(text: str) -> frozenset[int] | None:
    """Weekdays (0 is Monday) that the text names; None where a word of it is no day.

    A range runs forward over the end of the week: `Sun-Thu` is five days, `Fri-Mon` four.
    """
    plain = _DASHES.sub("-", text.strip())
    if (whole := _WHOLE.get(fold(plain))) is not None:
        return whole
    days: set[int] = set()
    for match in _RANGE.finditer(plain):
        first, last = (WEEKDAY_WORDS.get(fold(word)) for word in match.groups())
        if first is None or last is None:
            return None
        days.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    for word in fold(_RANGE.sub(" ", plain)).split():
        if word in WEEKDAY_WORDS:
            days.add(WEEKDAY_WORDS[word])
        elif word not in _JOINING:
            return None
    return frozenset(days) or None
