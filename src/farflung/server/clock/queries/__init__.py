"""Reads that span records."""

from farflung.server.clock.queries.extent import Extent, extent

__all__ = ["Extent", "extent"]
