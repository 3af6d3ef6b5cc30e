"""A rota as solvers see it: shifts that are open to people, lines of demand, and limits of a few families."""
