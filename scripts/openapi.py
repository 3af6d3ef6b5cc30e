"""The description of the JSON interface as it is kept: ``python -m scripts.openapi`` writes it anew.

Programs are made from it, so a change of it is to be seen in a review; `tests/server/api/test_description.py`
holds it equal to the operations. The pages about problems come from here too.
"""

import json
import os
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "docs" / "reference" / "openapi.json"


def description() -> str:
    """The file as it must be; Django has to be set up."""
    api = import_module("farflung.server.site.api.assembled").api
    schema: dict[Any, Any] = dict(api.get_openapi_schema())
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n"


def main() -> None:
    """Writes it. Nothing is asked of a database: none need be there."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FARFLUNG_DATA"] = folder
        os.environ["DATABASE_URL"] = "postgresql://nobody@localhost/none"
        os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
        django.setup()
        KEPT.write_text(description(), encoding="utf-8")
    print(KEPT.relative_to(ROOT))


if __name__ == "__main__":
    main()
