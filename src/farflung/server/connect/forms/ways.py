"""Which way messages come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.server.core.models import Message

Purpose = Message.Purpose


class MailForm(forms.Form):
    """For which purposes they also come by mail; nothing is ticked unless somebody ticks it."""

    mail = forms.MultipleChoiceField(
        label=_("By mail as well, in your own hours"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, operator: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [Purpose.NOTE, Purpose.QUESTION, *([Purpose.UPKEEP] if operator else [])]
        field = self.fields["mail"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.value, one.label) for one in offered]
