"""What goes into a rota and comes out: shifts and their kinds, demand, ledger, weights, turns of a person."""
