"""`farflung cover`: its verbs, each a module with a `command`."""
