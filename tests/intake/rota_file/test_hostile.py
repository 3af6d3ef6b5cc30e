"""Rota files that no planner could use: each is refused in words, at its line."""

import pytest

from farflung.intake.rota_file.reader import read_rota_file

HEAD = "rota: x\nfrom: 2027-03-01\nweeks: 1\n"
DUTY = "duties: {duty: watch, exactly: 1, shifts: {name: early, hours: '06:00-14:00'}}\n"


def told(text: str) -> list[str]:
    read, problems = read_rota_file(text, "r.yaml")
    assert read is None
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("2027-03-01", "0001-01-01") + DUTY, "r.yaml:2 (from): 'from': '0001-01-01' is out of reach: years go from 1900 to 2199"),  # noqa: E501
        (HEAD.replace("2027-03-01", "9999-12-28") + DUTY, "r.yaml:2 (from): 'from': '9999-12-28' is out"),
        (HEAD + DUTY + "fixed: {person: Ana, shift: early, date: 9999-12-31}\n", "r.yaml:5 (fixed.date): 'date': '9999-12-31' is out"),  # noqa: E501
        (HEAD.replace("2027-03-01", "2027-02-30") + DUTY, "r.yaml:2 (from): 'from': '2027-02-30' is no day"),
        (HEAD.replace("x", "y" * 201) + DUTY, "r.yaml:1 (rota): 'rota': string should have at most 200"),
        (HEAD + DUTY.replace("watch", "w" * 201), "r.yaml:4 (duties.duty): 'duty': string should have"),
        (HEAD + DUTY.replace("watch", "''"), "r.yaml:4 (duties.duty): 'duty': string should have at least"),
        (HEAD + DUTY.replace("early", "e" * 201), "r.yaml:4 (duties.shifts.name): 'name': string should"),
        (HEAD + DUTY + "rules: [{rest: 11h}]\n", "r.yaml:5 (rules): 'rules': a part with keys of its own (`key: value`) is needed here, not a list."),  # noqa: E501
        (HEAD + "duties: 8h\n", "r.yaml:4 (duties): 'duties': a part with keys of its own (`key: value`) is needed here, not '8h'."),  # noqa: E501
        (HEAD + DUTY.replace("watch", "[x]"), "r.yaml:4 (duties.duty): 'duty': text is needed here, not a list."),  # noqa: E501
        *(
            (HEAD + DUTY + f"shares: {{person: Ana, share: {text}}}\n", f"r.yaml:5 (shares.share): 'share': {text!r} is no part of a full load: write it like 50 % or 0.5")  # noqa: E501
            for text in ("50", "201 %", "-1", ".nan", "true", "half", "1e-1")
        ),
        (HEAD + DUTY.replace("1,", "many,"), "r.yaml:4 (duties.exactly): 'exactly': 'many' is not a whole"),
        ("rota: &a x\nduties: &d [*d]\n", "r.yaml:2: the file unfolds into more than can be held."),
        ("rota: x\nduties: " + "[" * 5000 + "]" * 5000, "r.yaml:2: the file is nested more deeply than"),
    ],
)  # fmt: skip
def test_it_is_refused_at_its_line(text: str, said: str) -> None:
    assert any(one.startswith(said) for one in told(text)), told(text)


def test_what_a_terminal_would_obey_or_turns_text_round_is_taken_out_of_names() -> None:
    read, problems = read_rota_file(
        HEAD.replace("x", '"\\x1b[31mred\\x07 \u202egnol"') + DUTY.replace("watch", '"\\x9b5m"'), "r.yaml"
    )
    assert not problems
    assert read is not None
    assert (read.says.rota, read.says.duties[0].duty) == ("[31mred gnol", "5m")
