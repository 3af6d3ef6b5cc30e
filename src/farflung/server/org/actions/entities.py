"""Legal entities: who employs, and in which country or region."""

from datetime import datetime

from django.utils.translation import gettext as _

from farflung.intake.gazetteer import resolve_country
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, writing
from farflung.server.org.models import LegalEntity


def add_entity(*, name: str, country: str = "", by: Account | None, now: datetime) -> LegalEntity:
    """A new entity; `country` is a code or a name, "" where it is not known."""
    with writing(by=by, now=now, changes=MAP) as write:
        entity = LegalEntity(name=_free_name(name, None), country=_code(country))
        entity.save()
        write.audit("entity.add", "entity", entity.code)
        return entity


def change_entity(
    *, entity: LegalEntity, name: str, country: str, by: Account | None, now: datetime
) -> LegalEntity:
    """Another name or country."""
    with writing(by=by, now=now, changes=MAP) as write:
        entity.name, entity.country = _free_name(name, entity), _code(country)
        entity.save()
        write.audit("entity.change", "entity", entity.code)
        return entity


def remove_entity(*, entity: LegalEntity, by: Account | None, now: datetime) -> None:
    """Raises `Refused` while it employs somebody."""
    with writing(by=by, now=now, changes=MAP) as write:
        if entity.people.exists():
            raise Refused("in-use", _("It still employs people."))
        write.audit("entity.remove", "entity", entity.code)
        entity.delete()


def _free_name(text: str, entity: LegalEntity | None) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refused("empty", _("An entity needs a name."), "name")
    others = LegalEntity.objects.exclude(pk=entity.pk) if entity else LegalEntity.objects.all()
    if others.filter(name__iexact=name).exists():
        raise Refused("taken", _("There is an entity of that name."), "name")
    return name


def _code(text: str) -> str:
    if not text.strip():
        return ""
    match = resolve_country(text)
    if match.place is None or match.place.country is None:
        raise Refused("unknown-country", _("No country or region is called %s.") % text.strip(), "country")
    return match.place.country
