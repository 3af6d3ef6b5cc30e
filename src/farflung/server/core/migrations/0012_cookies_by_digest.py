"""Sessions are kept under a digest of their cookie (`core/sessions.py`); who is signed in stays so.

Backwards nobody can make the cookies again: everybody signs in anew.
"""

from django.db import migrations

_FORWARDS = (
    """UPDATE core_signedin SET session_id =
       left(encode(sha256(convert_to('farflung.session:' || session_id, 'UTF8')), 'hex'), 40)""",
    """UPDATE django_session SET session_key =
       left(encode(sha256(convert_to('farflung.session:' || session_key, 'UTF8')), 'hex'), 40)""",
)
_BACKWARDS = ("DELETE FROM core_signedin", "DELETE FROM django_session")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_done_with"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunSQL(_FORWARDS, _BACKWARDS)]
