"""The Atlas asked for pages: each file prepares the values of one page or of what pages share.

Nothing here decides; the engine does. Ids of the Atlas are codes of people.
"""
