"""How each language writes dates, numbers and weeks, where Django's own answer is not ours.

Clocks are shown by 24 hours in every language: a page full of zones has no room for a.m. and p.m., and the
ribbons count so. Dates with their weekday are patterns of `ui/words.py`, translated like other texts.
"""
