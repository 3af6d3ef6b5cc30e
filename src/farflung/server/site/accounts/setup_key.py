"""The key that whoever sets a fresh site up must type: `farflung serve` prints it, so a stranger has it not.

Made of the secret and of a number of this database, so every process knows the same one and nothing keeps it.
It opens nothing once there is an account.
"""

import base64
import uuid
from secrets import compare_digest

from django.utils.crypto import salted_hmac

from farflung.server.core.models import Account, CompanySetting

_INSTALLATION = "installation"


def is_fresh() -> bool:
    """Whether nobody has set the site up yet."""
    return not Account.objects.exists()


def setup_key() -> str:
    """Sixteen letters and digits in four groups."""
    number, _ = CompanySetting.objects.get_or_create(name=_INSTALLATION, defaults={"value": uuid.uuid4().hex})
    digest = salted_hmac("farflung.setup", number.value, algorithm="sha256").digest()
    letters = base64.b32encode(digest[:10]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def is_setup_key(typed: str) -> bool:
    """Whether that is it, however it was typed."""
    bare = "".join(letter for letter in typed.upper() if letter.isalnum())
    return compare_digest(bare.encode(), setup_key().replace("-", "").encode())
