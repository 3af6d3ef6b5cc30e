"""Writes of the core: accounts and the links that lead to them."""
