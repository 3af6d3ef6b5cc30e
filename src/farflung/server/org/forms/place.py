"""A place as people write it. What several places are called is asked back, never guessed (N14)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.model import Place
from farflung.intake.gazetteer import Gazetteer, ResolvedPlace, resolve_place
from farflung.server.org.models import Place as PlaceRow

_MOST = 8


def engine_place(row: PlaceRow) -> Place:
    """A row as the engine has it."""
    return Place(
        row.zone, row.country or None, row.subdivision or None, row.city or None, row.latitude, row.longitude
    )


def place_words(place: Place | ResolvedPlace) -> str:
    """ "Lisbon, Portugal": so that it is told from its namesakes; the zone where no city is known."""
    country = Gazetteer.load().country_name(place.country) if place.country else ""
    if not place.city:
        return f"{country} ({place.zone})" if country else str(place.zone)
    region = ""
    if place.country and place.subdivision:
        region = Gazetteer.load().subdivision_name(place.country, place.subdivision)
    parts = [place.city, region if region != place.city else "", country if country != place.city else ""]
    return ", ".join(part for part in parts if part)


class PlaceForm(forms.Form):
    """A form in which one place is written; `cleaned_data["place"]` is a Place with its zone.

    Where the text fits several, a second field `which` asks for one of them; without it no zone is known.
    """

    place = forms.CharField(
        label=gettext_lazy("City"),
        max_length=200,
        help_text=gettext_lazy(
            "With the country where there are several of that name; or an IANA time zone."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, known: Place | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.candidates: list[ResolvedPlace] = []
        if known is not None:
            self.initial.setdefault("place", place_words(known))

    def clean_place(self) -> Place:
        """The place; raises where it is none, or one of several."""
        text = str(self.cleaned_data["place"]).strip()
        if self.known is not None and text == place_words(self.known):
            return self.known
        match = resolve_place(city=text)
        if match.place is not None and match.place.zone:
            return _place(match.place)
        self.candidates = [one for one in match.candidates if one.zone][:_MOST]
        picked = self.data.get(self.add_prefix("which"))
        for one in self.candidates:
            if _key(one) == picked:
                return _place(one)
        if self.candidates:
            raise forms.ValidationError(_("Which one is it? Choose below, or write it with its country."))
        raise forms.ValidationError(
            _("No place of that name is known. Write a larger town nearby, or an IANA time zone.")
        )

    def full_clean(self) -> None:
        """As ever; afterwards the form has a field with the candidates, where there are some."""
        super().full_clean()
        if self.candidates:
            self._ask(self.candidates)

    def _ask(self, found: list[ResolvedPlace]) -> None:
        choices = [
            (_key(one), f"{place_words(one)} ({one.zone})" if one.city else place_words(one)) for one in found
        ]
        names = [name for name in self.fields if name != "which"]
        self.fields["which"] = forms.ChoiceField(
            label=_("Which one?"), choices=choices, required=False, widget=forms.RadioSelect
        )
        names.insert(names.index("place") + 1, "which")
        self.order_fields(names)


def _key(place: ResolvedPlace) -> str:
    return "|".join((place.zone or "", place.country or "", place.subdivision or "", place.city or ""))


def _place(found: ResolvedPlace) -> Place:
    exact = found.city is not None
    return Place(
        found.zone or "",
        found.country,
        found.subdivision,
        found.city,
        found.latitude if exact else None,
        found.longitude if exact else None,
    )
