"""Errors of the rule packs.

RulePackError       a data file cannot be trusted as it stands
"""

from pathlib import PurePath


class RulePackError(ValueError):
    """A rule pack's data is wrong; the message names the file, the entry and the key.

    Raised while loading, never while answering: a pack that loads is whole.
    """

    def __init__(self, file: PurePath, where: str, key: str, problem: str) -> None:
        self.file, self.where, self.key, self.problem = file, where, key, problem
        place = f"{file}: {where}" if where else f"{file}"
        super().__init__(f"{place}: {key}: {problem}")
