"""Agreements in: what a team promised itself, one YAML file, each rule typed and located.

`read_agreement` reads a file, `looks_like_agreement` recognises one, `parse_rule` reads one sentence,
`bound` and `bound_agreement` find the duty or team that a coverage rule is about.
"""

from farflung.intake.agreement.binding import bound, bound_agreement, unknown_words
from farflung.intake.agreement.reader import looks_like_agreement, read_agreement
from farflung.intake.agreement.rule_text import RuleTextError, parse_rule

__all__ = [
    "RuleTextError",
    "bound",
    "bound_agreement",
    "looks_like_agreement",
    "parse_rule",
    "read_agreement",
    "unknown_words",
]
