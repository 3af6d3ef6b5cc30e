"""Files that are brought, and answers to what was asked about them."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from farflung.intake.given import Given
from farflung.server.ui.told import labelled, told_of

MOST_FILES: Final = 30
MOST_BYTES: Final = 32 * 1024 * 1024
"""Of all files together: a company of 50,000 people has less."""

ENDINGS: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".ics", ".json", ".yaml", ".yml", ".zip"})


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, with bounds; they are read into memory only once their sizes are known."""

    def __init__(self, **options: Any) -> None:
        widget = _SeveralFiles(attrs={"accept": ",".join(sorted(ENDINGS))})
        super().__init__(widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - the signature is Django's
        """As `Given`, by their bare names."""
        files: list[UploadedFile[Any]] = [one for one in (data or ()) if one]
        if not files:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(files) > MOST_FILES:
            text = ngettext("At most %(most)d file at once.", "At most %(most)d files at once.", MOST_FILES)
            raise forms.ValidationError(text % {"most": MOST_FILES})
        for file in files:
            self._refuse_kind(str(file.name))
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            megabytes = MOST_BYTES // 1024 // 1024
            raise forms.ValidationError(
                _("Together these files have more than %(most)d MB. Leave out what is not about people.")
                % {"most": megabytes}
            )
        return [Given(PurePath(str(file.name)).name[:200], file.read()) for file in files]

    def _refuse_kind(self, name: str) -> None:
        if PurePath(name).suffix.casefold() not in ENDINGS:
            text = _("%(name)s is of no kind that can be read. Kinds: %(kinds)s.")
            kinds = " ".join(sorted(ENDINGS))
            raise forms.ValidationError(text % {"name": name[:100], "kinds": kinds})


_COMPLETE = gettext_lazy("These files name everybody: whoever is in none of them has left")
_OVERWRITE = gettext_lazy("Where files and changes made here differ, the files win")
_NEVER_OWN = gettext_lazy("What people said themselves is never overwritten: they are asked.")


class UploadForm(forms.Form):
    """Files, and how they are meant."""

    files = FilesField(  # type: ignore[assignment]  # a field, taken out of the class by Django
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "People, teams, stays, absences, holidays: sheets, HR exports, calendars, or a zip of them."
        ),
    )
    complete = forms.BooleanField(label=_COMPLETE, required=False)
    overwrite = forms.BooleanField(label=_OVERWRITE, required=False, help_text=_NEVER_OWN)


class AnswersForm(forms.Form):
    """The questions of a dry run, and how it is meant. Unanswered ones stay open."""

    def __init__(
        self, *args: Any, questions: Sequence[Mapping[str, Any]], answers: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._ids: dict[str, str] = {}
        for at, question in enumerate(questions[:200]):
            name = f"q{at}"
            self._ids[name] = question["id"]
            self.fields[name] = _asking(question, answers.get(question["id"], ""))
        self.fields["complete"] = forms.BooleanField(label=_COMPLETE, required=False)
        self.fields["overwrite"] = forms.BooleanField(label=_OVERWRITE, required=False, help_text=_NEVER_OWN)

    @property
    def answers(self) -> dict[str, str]:
        """By the ids of the questions, those that were answered."""
        return {key: self.cleaned_data[name] for name, key in self._ids.items() if self.cleaned_data[name]}


def _asking(question: Mapping[str, Any], answer: str) -> forms.Field:
    rows = [f"{file}:{line}" for file, line in question["rows"][:5]]
    where = format_html("(<bdi>{}</bdi>)", ", ".join(rows)) if rows else ""
    remedy = told_of(question, "remedy")
    options: dict[str, Any] = {
        "label": told_of(question, "text"),
        "help_text": format_html("{} {}", remedy, where),  # the page takes help for markup: escaped here
        "required": False,
        "initial": answer,
    }
    if question["choices"]:
        choices = [("", _("Not answered yet")), *labelled(question)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)
    return forms.CharField(max_length=200, **options)
