"""Rotas: who is on which duty when, planned with proof, checked without a solver, explained."""
