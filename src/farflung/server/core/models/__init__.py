"""The tables of the core."""

from farflung.server.core.models.account import Account, Token
from farflung.server.core.models.audit import AuditEntry, Look
from farflung.server.core.models.company import Bucket, CompanySetting, Revision
from farflung.server.core.models.factors import Authenticator, Passkey, RecoveryCode
from farflung.server.core.models.feed import CalendarFeed
from farflung.server.core.models.identity import Identity
from farflung.server.core.models.invitation import Invitation
from farflung.server.core.models.outbox import Message
from farflung.server.core.models.signed_in import SignedIn

__all__ = [
    "Account",
    "AuditEntry",
    "Authenticator",
    "Bucket",
    "CalendarFeed",
    "CompanySetting",
    "Identity",
    "Invitation",
    "Look",
    "Message",
    "Passkey",
    "RecoveryCode",
    "Revision",
    "SignedIn",
    "Token",
]
