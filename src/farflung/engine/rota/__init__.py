"""Rotas: who is on which duty when, planned with proof, checked without a solver, explained.

A problem (`problem.Problem`, made of `values`, `rules` and `law`) goes into `solve.solve`; a `plan.Result`
comes out. `check.violations` reads any plan; `why` says why; `edit` changes a plan that people live by;
`rotated` makes plans of rotations. Nothing is gathered here: loading a solver takes longer than checking.
"""
