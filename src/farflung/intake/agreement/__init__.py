"""Agreements in: what a team promised itself, one YAML file, each rule typed and located.

`read_agreement` reads a file, `looks_like_agreement` recognises one, `parse_rule` reads one sentence,
`bound` and `bound_agreement` find the duty or team that a coverage rule is about.
"""

from farflung.engine.model import Agreement
from farflung.intake.agreement.binding import bound, bound_agreement, unknown_words
from farflung.intake.agreement.recognition import looks_like_agreement
from farflung.intake.agreement.rule_text import RuleTextError, parse_rule
from farflung.intake.problem import Problem

__all__ = [
    "RuleTextError",
    "bound",
    "bound_agreement",
    "looks_like_agreement",
    "parse_rule",
    "read_agreement",
    "unknown_words",
]


def read_agreement(text: str, file: str) -> tuple[Agreement | None, list[Problem]]:
    """The agreement and its problems; None where the file as a whole is no agreement. Never raises.

    A rule that cannot be read is left out and told; the rest of the file holds.
    """
    from farflung.intake.agreement import reader  # its schema takes long to load, and most files need none

    return reader.read_agreement(text, file)
