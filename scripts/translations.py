"""The texts of the server in other languages: ``python -m scripts.translations``.

Collects every text of the server's code and templates, and what intake and checks say, into
`ui/locale/<language>/LC_MESSAGES/django.po`, keeps what is translated there, and writes the `.mo` that Django
reads. Translators edit the `.po` files, then run this. `tests/server/ui/test_translations.py` holds that no
text is missing and that both say the same.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT / "src/farflung/server"
SAYING = (ROOT / "src/farflung/intake", ROOT / "src/farflung/engine")
LOCALE = SERVER / "ui/locale"
LANGUAGES = ("fr", "es", "ar")

_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "said": None,
    "said_of": (1, 2),
}
_ALWAYS = datetime(2027, 1, 1, tzinfo=UTC)
"""A date in the files would make every run of this a change."""


def found() -> Catalog:
    """Every text that the server shows, with the files that it stands in."""
    catalog = Catalog(project="Farflung", domain="django", charset="utf-8")
    for path, source in sorted(_sources()):
        for _, message, _, context in extract("python", BytesIO(source.encode()), keywords=_KEYWORDS):
            catalog.add(message, locations=[(path, 0)], context=context)
    return catalog


def _sources() -> Iterator[tuple[str, str]]:
    """Each file with its texts in the shape of Python."""
    for path in SERVER.rglob("*.py"):
        if "migrations" not in path.parts:
            yield path.relative_to(SERVER).as_posix(), path.read_text(encoding="utf-8")
    for path in [*SERVER.rglob("templates/**/*.html"), *SERVER.rglob("templates/**/*.txt")]:
        name = path.relative_to(SERVER).as_posix()
        yield name, templatize(path.read_text(encoding="utf-8"), origin=name)
    for path in (path for storey in SAYING for path in storey.rglob("*.py")):
        yield path.relative_to(SERVER.parent).as_posix(), path.read_text(encoding="utf-8")


def po_path(language: str) -> Path:
    """Where the texts of a language are."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translations as they are kept; empty at first."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def as_po(catalog: Catalog) -> bytes:
    """A catalog as the text of a `.po` file, the same for the same texts."""
    made = BytesIO()
    write_po(made, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return made.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """A catalog as Django reads it."""
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def updated(language: str, texts: Catalog) -> Catalog:
    """The kept translations of a language with all texts and none but these."""
    catalog = read(language)
    catalog.update(texts, no_fuzzy_matching=True)
    catalog.project, catalog.version, catalog.copyright_holder = "Farflung", "1", "Farflung contributors"
    catalog.header_comment = (
        "# The texts of the server. Edit the translations, then run scripts/translations.py."
    )
    catalog.creation_date = catalog.revision_date = _ALWAYS
    catalog.fuzzy = False
    return catalog


def main() -> None:
    """Brings the files of every language up to date and says what is left to translate."""
    texts = found()
    for language in LANGUAGES:
        catalog = updated(language, texts)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        left = [message.id for message in catalog if message.id and not _is_done(message.string)]
        print(f"{language}: {len(catalog)} texts, {len(left)} left to translate")


def _is_done(string: str | tuple[str, ...] | list[str]) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "farflung.server.site.settings")
    django.setup()
    main()
