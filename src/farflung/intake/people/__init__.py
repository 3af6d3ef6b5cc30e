"""People files: a declarative map of columns per product, raw rows, and people made of them.

`columns` knows the formats, `sheet`, `slack`, `scim` and `flatten` read rows, `build` makes people.
"""
