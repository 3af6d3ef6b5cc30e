"""A tag for what a template writes again and again: `{% kept place=reader.place %}…{% endkept %}`.

What stands in it is written once for each language and each set of these values, and it sees nothing else of
the page: what is not named cannot be in it, so nobody is shown what was written for somebody else. Tokens of
forms have no place there; the tag leaves them out.
"""

from collections.abc import Hashable

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 1_000
"""Of one place in a template so many texts are kept; with one more it begins anew."""


class KeptNode(template.Node):
    """What stands between the tags."""

    def __init__(self, inside: NodeList, named: dict[str, FilterExpression]) -> None:
        self._inside, self._named = inside, named
        self._kept: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The text that is kept for these values, written where there is none."""
        values = {name: value.resolve(context, ignore_failures=True) for name, value in self._named.items()}
        # With their types: a name is escaped, and markup that reads the same is not.
        key = (get_language(), context.autoescape, *((type(value), value) for value in values.values()))
        found = self._kept.get(key)
        if found is None:
            found = self._inside.render(context.new(values))
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = found
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Reads the tag: values by name, and what stands up to `endkept`."""
    bits = token.split_contents()[1:]
    named = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"kept takes values by name, not {bits[0]}")
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(inside, named)
