"""Values to SVG: day ribbon, coverage band, overlap heat map, world map with daylight, bars, timeline.

Every picture carries a title and a description, has a table behind it (`Chart`), uses no colour-only
signal and needs no JavaScript. Widths are percentages, so text keeps its size on a phone; colours are the
tokens of `draw.tokens`, so light and dark work. `draw.markup` builds it all and escapes every text.
"""
