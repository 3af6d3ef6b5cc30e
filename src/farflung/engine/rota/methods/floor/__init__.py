"""A plan made shift by shift in a moment: what there is where no solver had one in time."""
