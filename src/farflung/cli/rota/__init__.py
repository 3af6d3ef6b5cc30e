"""`farflung rota`: its verbs, each a module with a `command`."""
