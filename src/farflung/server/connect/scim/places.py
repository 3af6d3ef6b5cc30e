"""Where somebody is, as a directory says it: a place where there is no doubt, and never a guess."""

from farflung.engine.model import Place
from farflung.intake.gazetteer import resolve_place
from farflung.server.connect.scim.reading import Said


def where(said: Said) -> tuple[str, str, str, str]:
    """Zone, country, region and city in the words of the directory; "" for what it does not say."""
    address: dict[str, str] = next(iter(said.get("addresses") or ()), {})
    return (
        said.get("timezone", ""), address.get("country", ""), address.get("region", ""),
        address.get("locality", ""),
    )  # fmt: skip


def place_said(said: Said) -> Place | None:
    """The place that all of it names; None where nothing is said, several fit, or the parts contradict."""
    zone, country, region, city = where(said)
    if not (zone or country or city):
        return None
    match = resolve_place(
        zone=zone or None, country=country or None, region=region or None, city=city or None
    )
    found = match.place if match.resolved else None
    if found is None or found.zone is None:
        return None
    exact = found.city is not None
    return Place(
        found.zone, found.country, found.subdivision, found.city,
        found.latitude if exact else None, found.longitude if exact else None,
    )  # fmt: skip
