"""Another process that applies an import, as a worker does, to be killed at any moment. Run as a module."""

import os
import sys

import django


def main(url: str, batch: str) -> None:
    """Says "go" when it begins, "done" when it is through."""
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
    django.setup()
    from farflung.server.org import jobs  # noqa: PLC0415  needs Django set up

    sys.stdout.write("go\n")
    sys.stdout.flush()
    jobs.apply_import(batch=batch)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
