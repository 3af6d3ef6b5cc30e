"""The pages of the organisation: what is mine, and what is looked after for everybody."""
