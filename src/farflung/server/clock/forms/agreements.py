"""A working agreement as it is typed: YAML in a plain field, with each mistake at its line."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.intake.problem import Problem
from farflung.server.clock.actions.agreements import LONGEST_REASON
from farflung.server.clock.planning.agreements import MOST_LETTERS, Read, read
from farflung.server.org.models import Team
from farflung.server.ui.told import told

_MOST_TOLD = 20


class AgreementForm(forms.Form):
    """The text and why it is so. `read` is the text as it was understood, once the form was looked at."""

    text = forms.CharField(
        label=gettext_lazy("The agreement, as YAML"),
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 24, "spellcheck": "false", "autocapitalize": "off", "dir": "ltr", "class": "code"}
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=gettext_lazy("Everybody who works here reads it beside the version."),
    )

    def __init__(self, *args: Any, team: Team | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._team = team
        self.read: Read | None = None

    @property
    def team(self) -> Team | None:
        """Whose it is; None for the company's."""
        return self._team

    def clean(self) -> dict[str, Any]:
        """Reads the text."""
        given = super().clean() or {}
        text = given.get("text")
        if text is not None:
            given["text"] = text.replace("\r\n", "\n")
            self.read = read(given["text"], team=self.team.name if self.team else None)
            for problem in self.read.problems[:_MOST_TOLD]:
                self.add_error("text", _told(problem))
        return given


class NewAgreementForm(AgreementForm):
    """With whose it will be."""

    def __init__(self, *args: Any, teams: Any, for_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["whose"] = forms.ModelChoiceField(
            label=_("Whose agreement"),
            queryset=teams,
            to_field_name="code",
            required=not for_all,
            empty_label=_("The company") if for_all else None,
            help_text=_("A team’s agreement holds for that team; one of the company for everybody."),
        )
        self.order_fields(("whose", "text", "reason"))

    @property
    def team(self) -> Team | None:
        """What was chosen."""
        found: Team | None = getattr(self, "cleaned_data", {}).get("whose")
        return found


def _told(problem: Problem) -> str:
    """ "Line 12: … Did you mean “earliest”?"."""
    text = f"{told(problem.message)} {told(problem.remedy)}".strip()
    if problem.line is None:
        return text
    return _("Line %(line)s: %(text)s") % {"line": problem.line, "text": text}
