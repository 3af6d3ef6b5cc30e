"""Values to SVG: day ribbon, coverage band, overlap heat map, world map with daylight.

Every picture carries a title and a description, uses no colour-only signal and needs no JavaScript.
"""
