"""A note to a colleague."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.server.connect.actions.notes import LONGEST


class NoteForm(forms.Form):
    """The words, and whether it is urgent: asked only where that would change anything."""

    text = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    urgent = forms.BooleanField(
        label=_("It is urgent: let it reach them now, as they are on duty"), required=False
    )

    def __init__(self, *args: Any, reachable: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not reachable:
            del self.fields["urgent"]

    @property
    def is_urgent(self) -> bool:
        """Whether that was asked, and ticked."""
        return bool(self.cleaned_data.get("urgent"))
