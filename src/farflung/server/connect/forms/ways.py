"""Which way messages come."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from farflung.server.core.models import Message

Purpose = Message.Purpose


class WaysForm(forms.Form):
    """For which purposes they also come by each way; nothing is ticked unless somebody ticks it.

    `ways` are those that there are, each with what it is called; a field of the form is named after each.
    """

    def __init__(
        self,
        *args: Any,
        ways: Mapping[str, str],
        chosen: Mapping[str, Sequence[str]],
        operator: bool,
        leads: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offered = [Purpose.NOTE, Purpose.MEETING, Purpose.QUESTION]
        offered += [*([Purpose.RADAR] if leads else []), *([Purpose.UPKEEP] if operator else [])]
        self.ways = dict(ways)
        for way, name in ways.items():
            self.fields[way] = forms.MultipleChoiceField(
                label=name, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(one.value, one.label) for one in offered], initial=list(chosen.get(way, ())),
            )  # fmt: skip

    @property
    def said(self) -> dict[str, list[str]]:
        """What was ticked, by way."""
        return {way: self.cleaned_data[way] for way in self.ways}
