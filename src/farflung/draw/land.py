"""The outline of the world's land and the projection that it is drawn in."""

from functools import cache
from importlib.resources import files

WIDTH, HEIGHT = 1440, 552
_UNITS, _NORTH = 4.0, 80.0


@cache
def outline() -> str:
    """The land as SVG path commands, in units of `project`; `data/README.md` names the source."""
    return (files("farflung.draw") / "data" / "land.path").read_text(encoding="ascii").replace("\n", "")


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to units of the map: equirectangular, four units to a degree, 80 N at the top."""
    return (longitude + 180) * _UNITS, (_NORTH - latitude) * _UNITS
