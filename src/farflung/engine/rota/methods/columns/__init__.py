"""Column generation: whole rotas of one person at a time, priced exactly, and chosen together."""
