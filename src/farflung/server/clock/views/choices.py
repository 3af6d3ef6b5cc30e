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


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from in a field: each option by its value, and all of them written."""

    by_value: Mapping[str, SafeString]
    whole: SafeString


_options: Kept[Mapping[str, Options]] = Kept()


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
        if known[name].by_value:
            yield Choice(name, str(label), _with(known[name], query.get(name, "")))


def _with(options: Options, chosen: str) -> SafeString:
    one = options.by_value.get(chosen)
    if one is None:
        return options.whole
    selected = one.replace("<option", "<option selected", 1)
    return mark_safe(options.whole.replace(one, selected, 1))  # noqa: S308 - made by format_html alone


def _written(asker: Asker, atlas: Atlas) -> Mapping[str, Options]:
    known = register(atlas)
    teams = visible_teams(asker).order_by("name").values_list("code", "name")
    return {
        "team": _pairs((str(code), name) for code, name in teams),
        "job": _plain(known.jobs),
        "skill": _plain(known.skills),
        "language": _plain(known.languages),
        "country": _pairs(known.countries),
    }


def _pairs(pairs: Iterable[tuple[str, str]]) -> Options:
    return _all({value: format_html('<option value="{}">{}</option>', value, text) for value, text in pairs})


def _plain(values: Iterable[str]) -> Options:
    return _all({value: format_html("<option>{}</option>", value) for value in values})


def _all(options: Mapping[str, SafeString]) -> Options:
    return Options(options, mark_safe("".join(options.values())))  # noqa: S308 - made by format_html
