"""What is wrong in a data file is said with its file, entry and key."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from farflung.rulepacks import Measure, Mode, RulePackError, RulePacks, load_packs

Load = Callable[[str], RulePacks]

PACK = """\
[pack]
checked = 2026-11-20
expires = 2027-11-20
evidence = "official"

[sources.act]
name = "Rest Act"
url = "https://example.org/act"

[[rule]]
id = "xx-rest"
measure = "rest-between-shifts"
effect = "cap"
title = "Daily rest"
means = "Eleven hours between two days."
thresholds = [{ at_least = 11, unit = "hours" }]
source = "act"
article = "section 1"
from = 2020-01-01
"""
MEMBERSHIP = """\
[[group]]
id = "EU"
source = "Treaties"
url = "https://example.org/eu"
members = [{ country = "XX", since = 2004-05-01 }]
"""
BURDEN = """\
source = "our own"
band = [{ from_hour = 0, to_hour = 8, points = 8 }, { from_hour = 8, to_hour = 24, points = 0 }]
"""


def write(folder: Path, pack: str = PACK, membership: str = MEMBERSHIP, burden: str = BURDEN) -> Path:
    (folder / "working-time").mkdir(exist_ok=True)
    (folder / "working-time" / "XX.toml").write_text(pack, encoding="utf-8")
    (folder / "membership.toml").write_text(membership, encoding="utf-8")
    (folder / "burden.toml").write_text(burden, encoding="utf-8")
    return folder


def test_small_pack_is_read(tmp_path: Path) -> None:
    packs = load_packs(write(tmp_path))
    (rule,) = packs.rules
    assert (rule.id, rule.jurisdiction, rule.value) == ("xx-rest", "XX", 11)
    assert str(rule.source) == "Rest Act, section 1"


WRONG_RULES = [
    # what is replaced, by what, the key named, a part of the message
    ('title = "Daily rest"\n', "", "title", "is missing"),
    ('title = "Daily rest"', "title = 7", "title", "cannot be 7; write a text"),
    ('title = "Daily rest"', 'title = " Daily rest"', "title", "no blank at either end"),
    ('title = "Daily rest"', 'titel = "x"\ntitle = "y"', "titel", "is not a key here; known are:"),
    ("from = 2020-01-01", 'from = "2020"', "from", "write a date such as 2026-11-22"),
    ("from = 2020-01-01", "from = 2020-01-01T00:00:00", "from", "write a date"),
    ("from = 2020-01-01", "from = 2020-01-01\nuntil = 2019-12-31", "until", "is before from"),
    ("from = 2020-01-01", "from = 2020-01-01\nexpires = 2026-11-20", "expires", "is not after checked"),
    ('effect = "cap"', 'effect = "law"', "effect", "write one of: duty, cap"),
    ('effect = "cap"', 'effect = "silent"', "thresholds", "must be empty"),
    ('measure = "rest-between-shifts"\n', "", "measure", "write one of: employees"),
    ('id = "xx-rest"', 'id = "yy-rest"', "id", 'after "xx-"'),
    ('id = "xx-rest"', 'id = "xx-Rest"', "id", "small letters"),
    ('effect = "cap"', 'effect = "cap"\njurisdiction = "YY-A"', "jurisdiction", "in the file of XX"),
    ('source = "act"', 'source = "bill"', "source", "has no entry under [sources]"),
    ('article = "section 1"', 'article = "1"\nurl = "http://example.org"', "url", "https"),
    ("at_least = 11, ", "", "at_least", "write at_least, at_most or both, or more_than"),
    ("at_least = 11, ", 'at_least = 11, per = "fortnight", ', "per", "a number of weeks such as 16 weeks"),
    ("at_least = 11, ", 'at_least = 11, per = "1 weeks", ', "per", "a number of weeks such as 16 weeks"),
    ("at_least = 11, ", "at_least = 11, average_weeks = 2.5, ", "average_weeks", "write a number"),
    ("at_least = 11, ", "at_least = 11, nights = 0, ", "nights", "a whole number above 0"),
    ("at_least = 11, ", "at_least = 11, ends_after = 2, ", "ends_after", "a time such as 23:00:00"),
    ('"rest-between-shifts"', '"night-hours"', "measure", 'in a pack of the topic "working-time"'),
    ('"rest-between-shifts"', '"consecutive-days"', "unit", "is counted in days"),
    ('effect = "cap"', 'effect = "cap"\nwindow = { start = 22:00:00, end = 06:00:00 }', "window", "for"),
    ('effect = "cap"', 'effect = "cap"\njurisdiction = "XX-A/"', "jurisdiction", "in the file of XX"),
    ("at_least = 11", "at_least = 0", "at_least", "a number above 0"),
    ("at_least = 11", "at_least = true", "at_least", "write a number"),
    ('unit = "hours"', 'unit = "days"', "unit", "is counted in hours"),
    ('[{ at_least = 11, unit = "hours" }]', "[11]", "thresholds 1", "write a table"),
    ('effect = "cap"', 'effect = "cap"\nalso = ["MARS"]', "also", "'MARS', which is nowhere"),
    ('effect = "cap"', 'effect = "cap"\nreplaces = ["eu-x"]', "replaces", "'eu-x', which is nowhere"),
    ('effect = "cap"', 'effect = "cap"\nreplaces = [1]', "replaces", "write a list of texts"),
]


@pytest.mark.parametrize(("old", "new", "key", "part"), WRONG_RULES)
def test_wrong_rule_is_named(tmp_path: Path, old: str, new: str, key: str, part: str) -> None:
    assert old in PACK
    with pytest.raises(RulePackError) as caught:
        load_packs(write(tmp_path, PACK.replace(old, new, 1)))
    error = caught.value
    assert error.file == Path("working-time/XX.toml")
    assert error.where.startswith("rule")
    assert error.key == key
    assert part in str(error)


def test_message_reads_as_place_key_and_remedy(tmp_path: Path) -> None:
    text = PACK.replace('article = "section 1"\n', "")
    with pytest.raises(RulePackError) as caught:
        load_packs(write(tmp_path, text))
    assert str(caught.value).endswith(
        'XX.toml: rule 1 "xx-rest": article: is missing; every entry here needs it'
    )


@pytest.mark.parametrize(
    ("pack", "key"),
    [
        ("[pack", "TOML"),
        (PACK.replace("checked = 2026-11-20\n", ""), "checked"),
        (PACK.replace('url = "https://example.org/act"\n', ""), "url"),
        (PACK.split("[[rule]]")[0], "rule"),
        ("[[rules]]\n" + PACK, "rules"),
    ],
)
def test_wrong_file_is_named(tmp_path: Path, pack: str, key: str) -> None:
    with pytest.raises(RulePackError) as caught:
        load_packs(write(tmp_path, pack))
    assert caught.value.file == Path("working-time/XX.toml")
    assert caught.value.key == key


def test_folder_that_is_no_topic(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "weather").mkdir()
    (tmp_path / "weather" / "XX.toml").write_text(PACK, encoding="utf-8")
    with pytest.raises(RulePackError, match=r"XX\.toml: weather: is no topic"):
        load_packs(tmp_path)


def test_file_that_is_no_country(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "working-time" / "France.toml").write_text(PACK, encoding="utf-8")
    with pytest.raises(RulePackError, match="France: is no country"):
        load_packs(tmp_path)


def test_id_used_twice(tmp_path: Path) -> None:
    write(tmp_path, PACK + "\n[[rule]]" + PACK.split("[[rule]]")[1])
    with pytest.raises(RulePackError, match="id: is used already, in working-time"):
        load_packs(tmp_path)


def test_night_rule_needs_its_window(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "night").mkdir()
    night = PACK.replace('measure = "rest-between-shifts"\neffect = "cap"\n', "").replace(
        "xx-rest", "xx-night"
    )
    (tmp_path / "night" / "XX.toml").write_text(night, encoding="utf-8")
    with pytest.raises(RulePackError, match="window: is missing"):
        load_packs(tmp_path)


def test_rule_of_nights_is_read_with_its_own_bounds(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "night").mkdir()
    bounds = '[{ at_least = 14, unit = "hours", nights = 2, ends_after = 02:00:00 }]'
    text = PACK.replace("xx-rest", "xx-after").replace('"rest-between-shifts"', '"rest-after-nights"')
    text = text.replace('[{ at_least = 11, unit = "hours" }]', bounds)
    text = text.replace('effect = "cap"', 'effect = "cap"\njurisdiction = "XX-A/Saint-Denis"')
    (tmp_path / "night" / "XX.toml").write_text(text, encoding="utf-8")
    packs = load_packs(tmp_path)
    (bound,) = packs.rule("xx-after").thresholds
    assert (bound.value, bound.nights, bound.ends_after) == (14, 2, time(2))
    assert packs.rest_after_nights("XX-A", date(2026, 11, 23)) is None
    found = packs.rest_after_nights("XX-A/Saint-Denis", date(2026, 11, 23))
    assert found is not None
    assert found.id == "xx-after"


def test_rule_of_nights_that_is_no_definition_says_its_effect(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "night").mkdir()
    text = PACK.replace("xx-rest", "xx-after").replace('"rest-between-shifts"', '"rest-after-nights"')
    (tmp_path / "night" / "XX.toml").write_text(text.replace('effect = "cap"\n', ""), encoding="utf-8")
    with pytest.raises(RulePackError) as caught:
        load_packs(tmp_path)
    assert caught.value.key == "effect"


DISCONNECT = PACK.replace(
    'measure = "rest-between-shifts"\neffect = "cap"\n', 'effect = "duty"\nmode = "hold"\n'
)
MODES = [
    # topic, what is replaced, by what, the key named, a part of the message
    ("disconnect", 'mode = "hold"\n', "", "mode", "is missing"),
    ("disconnect", '"duty"', '"agree"', "mode", "cannot be given"),
    ("disconnect", '"hold"', '"loud"', "mode", "write one of: hold, mute, free"),
    ("working-time", '"cap"', '"cap"\nmode = "hold"', "mode", "cannot be given"),
    ("working-time", '"cap"', '"right"', "effect", 'belongs to rules of the topic "disconnect"'),
]


def test_small_rule_on_disconnecting_is_read(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "disconnect").mkdir()
    text = DISCONNECT.replace("xx-rest", "xx-quiet")
    (tmp_path / "disconnect" / "XX.toml").write_text(text, encoding="utf-8")
    rule = load_packs(tmp_path).rule("xx-quiet")
    assert (rule.measure, rule.mode) == (Measure.CONTACT, Mode.HOLD)


@pytest.mark.parametrize(("topic", "old", "new", "key", "part"), MODES)
def test_a_mode_is_for_what_bears_on_messages(
    tmp_path: Path, topic: str, old: str, new: str, key: str, part: str
) -> None:
    text = DISCONNECT if topic == "disconnect" else PACK
    assert old in text
    write(tmp_path)
    (tmp_path / topic).mkdir(exist_ok=True)
    (tmp_path / topic / "XX.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulePackError) as caught:
        load_packs(tmp_path)
    assert caught.value.key == key
    assert part in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "burden.toml").unlink()
    with pytest.raises(RulePackError, match=r"burden\.toml: file: cannot be read"):
        load_packs(tmp_path)


@pytest.mark.parametrize(
    ("burden", "part"),
    [
        (BURDEN.replace("from_hour = 8", "from_hour = 9"), "expected 8"),
        (BURDEN.replace("to_hour = 24", "to_hour = 23"), "end at hour 23"),
        (BURDEN.replace("points = 0", "point = 0"), "points: is missing"),
    ],
)
def test_burden_that_does_not_tile_the_day(tmp_path: Path, burden: str, part: str) -> None:
    with pytest.raises(RulePackError, match=part):
        load_packs(write(tmp_path, burden=burden))


def test_member_that_left_before_it_came(tmp_path: Path) -> None:
    wrong = MEMBERSHIP.replace("2004-05-01", "2004-05-01, until = 2003-01-01")
    with pytest.raises(RulePackError, match="until: 2003-01-01 is before since, 2004-05-01"):
        load_packs(write(tmp_path, membership=wrong))
