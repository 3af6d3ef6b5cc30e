"""What every picture must be: XML that parses, with a title, a description, a role and ids of its own."""

from xml.etree import ElementTree

from farflung.draw.markup import Markup

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: Markup) -> ElementTree.Element:
    """The root of a picture, after what holds for all of them was checked."""
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own output
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text
    assert root[1].text
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert (root.get("aria-labelledby") or "").split() == [root[0].get("id"), root[1].get("id")]
    assert not [element for element in root.iter() if element.tag.endswith(("script", "foreignObject"))]
    return root


def by_class(root: ElementTree.Element, css: str) -> list[ElementTree.Element]:
    """Elements that have a class."""
    return [element for element in root.iter() if css in (element.get("class") or "").split()]


def share(value: str | None) -> float:
    """A percentage as SVG writes it, as a share."""
    assert value is not None
    assert value.endswith("%")
    return float(value[:-1]) / 100
