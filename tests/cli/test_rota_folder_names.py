"""The names of calendars in a folder: they are addresses that people have subscribed to."""

from farflung.cli.rota.giving import _names


def test_names_are_in_the_letters_of_their_script() -> None:
    assert _names(["Łukasz Żak", "محمد علي", "रवि", "O'Neill, Ana"]) == [
        "lukasz-zak",
        "محمد-علي",
        "रवि",
        "oneill-ana",
    ]


def test_nobody_elses_coming_or_going_changes_an_address() -> None:
    both, turned = _names(["José", "Jose", "Bo"]), _names(["Bo", "Jose", "José"])
    assert len(set(both)) == 3
    assert dict(zip(("José", "Jose", "Bo"), both, strict=True)) == dict(
        zip(("Bo", "Jose", "José"), turned, strict=True)
    )


def test_a_name_of_any_length_or_of_no_letters_makes_a_file_that_can_be_written() -> None:
    names = _names(["म" * 500, "🙂", "🙃", "..", "../../etc"])
    assert max(len(f"{name}.ics".encode()) for name in names) <= 255
    assert len(set(names)) == 5
    assert not any(set(name) & set("/.\\") for name in names)
