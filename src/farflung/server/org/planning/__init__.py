"""Rows as an Atlas, and questions about somebody's plans put to it. No rules here: the engine has them."""

from farflung.server.org.planning.company import company_atlas

__all__ = ["company_atlas"]
