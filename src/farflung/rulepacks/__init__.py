"""Rule packs: dated data with sources (working time, presence, thresholds).

A pack names the law or rule, its source, the day it was checked and the day it expires. After that day
its answers are *unknown*, never the last known value. This is the lowest storey: it imports nothing of
farflung.
"""
