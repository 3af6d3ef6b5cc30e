"""Sharing out a duty within everybody's own hours: the fairest loads by linear programs, then who when."""
