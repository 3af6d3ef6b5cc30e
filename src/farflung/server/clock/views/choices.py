"""The filters of *People*: what there is to choose from, written once per map and not for every request."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from farflung.engine.atlas import Atlas
from farflung.server.clock.planning.kept import Kept
from farflung.server.clock.planning.register import register
from farflung.server.org.access import Asker, visible_teams

_LABELS = {
    "team": _("Team"),
    "job": _("Role"),
    "skill": _("Skill"),
    "language": _("Language"),
    "country": _("Country/region"),
}
NAMES = tuple(_LABELS)

Options = Mapping[str, Mapping[str, SafeString]]
"""By field the options by value."""

_options: Kept[Options] = Kept()


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: the name of its field, what it is called, and its options with one chosen."""

    name: str
    label: str
    options: SafeString


def choices(query: Mapping[str, str], asker: Asker, atlas: Atlas) -> Iterator[Choice]:
    """The filters with something to choose from."""
    # Teams are everybody's who may open the page at all, so one list serves all of them.
    known = _options.get(atlas, None, lambda: _written(asker, atlas))
    for name, label in _LABELS.items():
        if known[name]:
            yield Choice(name, str(label), _with(known[name], query.get(name, "")))


def _with(options: Mapping[str, SafeString], chosen: str) -> SafeString:
    texts = dict(options)
    if chosen in texts:
        texts[chosen] = SafeString(texts[chosen].replace("<option", "<option selected", 1))
    return mark_safe("".join(texts.values()))  # noqa: S308 - each of them is made by format_html


def _written(asker: Asker, atlas: Atlas) -> Options:
    known = register(atlas)
    teams = visible_teams(asker).order_by("name").values_list("code", "name")
    return {
        "team": _pairs((str(code), name) for code, name in teams),
        "job": _plain(known.jobs),
        "skill": _plain(known.skills),
        "language": _plain(known.languages),
        "country": _pairs(known.countries),
    }


def _pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, SafeString]:
    return {value: format_html('<option value="{}">{}</option>', value, text) for value, text in pairs}


def _plain(values: Iterable[str]) -> dict[str, SafeString]:
    return {value: format_html("<option>{}</option>", value) for value in values}
