"""Ways on which messages reach people: one folder each, called by the gateway alone."""
