"""Thin doors to the solvers: a program in, an answer out, stopped from outside."""
