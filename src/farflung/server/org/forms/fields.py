"""Fields that several forms have: times of day, dates, lists of words, people by name or address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from farflung.engine.model import clock, clock_text
from farflung.server.core.refusal import Refused
from farflung.server.core.years import FIRST_YEAR, LAST_YEAR, is_near
from farflung.server.org.models import Person


class DayField(forms.DateField):
    """A date of years that the zone database knows; browsers send it as 2027-03-15."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, **options)

    def validate(self, value: Any) -> None:
        """Days of other years are refused: clocks of then are not known."""
        super().validate(value)
        if value is not None and not is_near(value):
            between = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(_("Write a date of the years %(first)s to %(last)s.") % between)


class ClockField(forms.CharField):
    """A time of day in minutes after midnight."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=5, widget=forms.TimeInput(attrs={"type": "time"}), **options)

    def prepare_value(self, value: Any) -> Any:
        """Minutes as 09:30; midnight at the end of a day is midnight."""
        return clock_text(value % 1440) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        """Minutes, None where nothing was typed."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return clock(text)
        except ValueError:
            raise forms.ValidationError(_("Write a time of day like 09:30.")) from None

    def run_validators(self, value: Any) -> None:
        """There is nothing about a number to hold against its length as a text."""


class TermsField(forms.CharField):
    """Words in a row, parted by commas of any script; a tuple of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """One line."""
        comma = pgettext("between the names of a list", ", ")
        return value if isinstance(value, str) or value is None else comma.join(value)

    def clean(self, value: Any) -> Any:
        """Each word once, without the space around it; none of them longer than a column holds."""
        text = super().clean(value)
        for comma in "،、\uff0c;\n":
            text = text.replace(comma, ",")
        words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
        if any(len(word) > 80 for word in words):
            raise forms.ValidationError(_("Each of them has at most 80 letters."))
        return words


class SomebodyField(forms.CharField):
    """A person by address or by whole name; None where nothing was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> Any:
        """The one person; who has a namesake is asked for by address."""
        text = super().clean(value)
        if not text:
            return None
        by_address = Person.objects.filter(email__iexact=text).first()
        if by_address is not None:
            return by_address
        found = list(Person.objects.filter(name__iexact=text).order_by("pk")[:5])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                _("Nobody here is called that. Write the whole name, or the address.")
            )
        raise forms.ValidationError(
            _("Several people are called that. Write the address: %(them)s.") % {"them": _addresses(found)}
        )

    def prepare_value(self, value: Any) -> Any:
        """The address, which is nobody else's; the name where there is none."""
        return value.email or value.name if isinstance(value, Person) else value


def _addresses(people: Iterable[Person]) -> str:
    comma = pgettext("between the names of a list", ", ")
    return comma.join(person.email or person.name for person in people)


def add_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """What an action refused, at the field that can mend it."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
