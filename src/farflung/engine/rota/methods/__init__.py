"""How models are solved: methods and solvers, chosen by structure in `chosen`, level by level in `stages`."""
