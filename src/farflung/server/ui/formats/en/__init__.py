"""English of no country: days before months, weeks from Monday (ISO 8601)."""
