"""Another process that reads the map over and over, as a web process does. Run as a module, by a test."""

import os
import sys
import time

import django


def main(url: str, seconds: float) -> None:
    """Prints the instant and a person's job whenever what this process would show has changed."""
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "farflung.server.site.settings"
    django.setup()
    from farflung.server.org.atlas_copy import current  # noqa: PLC0415  needs Django set up

    shown, end = None, time.monotonic() + seconds
    while time.monotonic() < end:
        seen = current().atlas.find("Ana").role
        if seen != shown:
            shown = seen
            sys.stdout.write(f"{time.monotonic()} {seen}\n")
            sys.stdout.flush()
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
