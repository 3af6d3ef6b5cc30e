"""The tables of the core."""

from farflung.server.core.models.account import Account, Token
from farflung.server.core.models.audit import AuditEntry, Look
from farflung.server.core.models.company import Bucket, CompanySetting, Revision

__all__ = ["Account", "AuditEntry", "Bucket", "CompanySetting", "Look", "Revision", "Token"]
