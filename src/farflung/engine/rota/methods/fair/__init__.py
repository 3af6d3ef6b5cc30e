"""Fairness: the worst load as low as can be, then the next worst, and so on, with what is proven of each."""
