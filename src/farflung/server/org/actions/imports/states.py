"""Where an import is, in words."""

from django.utils.translation import gettext as _

from farflung.server.org.models import ImportBatch


def state_text(state: str) -> str:
    """Where an import is."""
    return {
        ImportBatch.State.READING: _("being read"), ImportBatch.State.READY: _("ready to apply"),
        ImportBatch.State.APPLYING: _("being applied"), ImportBatch.State.APPLIED: _("applied"),
        ImportBatch.State.UNDONE: _("taken back"), ImportBatch.State.FAILED: _("cannot be applied"),
        ImportBatch.State.ABANDONED: _("let be"),
    }[ImportBatch.State(state)]  # fmt: skip
