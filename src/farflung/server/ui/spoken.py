"""Words that are kept: the same few hundred dates, counts and lengths stand on every page."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

from django.utils.translation import get_language

P = ParamSpec("P")


def spoken(words: Callable[P, str]) -> Callable[P, str]:
    """Keeps what was said last in each language; for words that depend on their arguments alone."""

    @lru_cache(maxsize=8192)
    def kept(_language: str | None, *args: P.args, **more: P.kwargs) -> str:
        return words(*args, **more)

    @wraps(words)
    def said(*args: P.args, **more: P.kwargs) -> str:
        return kept(get_language(), *args, **more)  # type: ignore[arg-type]  # dates and numbers all

    return said
