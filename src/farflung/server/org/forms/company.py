"""What those type who look after people, teams, entities, roles and holidays."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.intake.gazetteer import Gazetteer
from farflung.server.org.forms.fields import DayField, SomebodyField, TermsField
from farflung.server.org.forms.place import PlaceForm
from farflung.server.org.models import LegalEntity, RoleGrant, Team


class PersonForm(PlaceForm):
    """Somebody who is looked after: new, or changed."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("The address at work. Without one there is no invitation."),
    )
    job = forms.CharField(label=gettext_lazy("Job"), max_length=160, required=False)
    manager = SomebodyField(
        label=gettext_lazy("Reports to"),
        required=False,
        help_text=gettext_lazy("Address, or whole name."),
    )
    entity = forms.ModelChoiceField(
        label=gettext_lazy("Employed by"),
        queryset=LegalEntity.objects.order_by("name"),
        to_field_name="code",
        required=False,
    )
    started = DayField(label=gettext_lazy("First day of employment"), required=False)
    skills = TermsField(label=gettext_lazy("Skills"), help_text=gettext_lazy("Parted by commas."))
    languages = TermsField(label=gettext_lazy("Languages"), help_text=gettext_lazy("Parted by commas."))
    field_order = ("name", "email", "job", "place", "which")


class NewPersonForm(PersonForm):
    """Somebody new, with the id that files of the company know them by."""

    key = forms.CharField(
        label=gettext_lazy("Id in the company’s files"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The address where it is left out; imports find the person by it."),
    )


class EndForm(forms.Form):
    """The last day of employment."""

    last_day = DayField(label=gettext_lazy("Last day of employment"))


class EntityForm(forms.Form):
    """A legal entity."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    country = forms.CharField(
        label=gettext_lazy("Country or region"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Whose law of work holds; leave it empty where it is not known."),
    )

    @classmethod
    def of(cls, entity: LegalEntity, data: Any = None) -> "EntityForm":
        """Filled with what is known of one."""
        country = Gazetteer.load().country_name(entity.country) if entity.country else ""
        return cls(data, initial={"name": entity.name, "country": country}, prefix=None)


class RoleForm(forms.Form):
    """A role for somebody."""

    person = SomebodyField(label=gettext_lazy("Person"), help_text=gettext_lazy("Address, or whole name."))
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, roles: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role, role_text(role)) for role in roles]  # type: ignore[attr-defined]


def role_text(role: str) -> str:
    """What a role that is given is called."""
    return {
        RoleGrant.Role.PEOPLE: _("People operations"),
        RoleGrant.Role.COMPLIANCE: _("Compliance"),
        RoleGrant.Role.EXECUTIVE: _("Executive"),
        RoleGrant.Role.OPERATOR: _("Operator"),
    }[RoleGrant.Role(role)]


class HolidayForm(forms.Form):
    """A public holiday."""

    date = DayField(label=gettext_lazy("Date"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    estimated = forms.BooleanField(
        label=gettext_lazy("The date is estimated"),
        required=False,
        help_text=gettext_lazy("As of holidays that follow the moon: it may still move by a day."),
    )


class TeamForm(forms.Form):
    """A team's name and lead."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    lead = SomebodyField(
        label=gettext_lazy("Lead"),
        required=False,
        help_text=gettext_lazy("Address, or whole name. The lead need not be a member."),
    )


class WholeTeamForm(TeamForm):
    """Its place in the tree of teams as well, for people operations."""

    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=Team.objects.order_by("name"),
        to_field_name="code",
        required=False,
    )


class MemberForm(forms.Form):
    """Somebody who joins a team."""

    person = SomebodyField(label=gettext_lazy("Person"), help_text=gettext_lazy("Address, or whole name."))
