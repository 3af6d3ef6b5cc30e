"""Rotas of small teams as people write them: files, and what is measured of their plans."""
