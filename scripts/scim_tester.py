"""Run by `scripts/scim_check.py` in `.venv-scim`: every check of scim2-tester against a running server."""

import sys
from collections import Counter

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

_FINE = (Status.SUCCESS, Status.COMPLIANT, Status.ACCEPTABLE, Status.SKIPPED)


def main() -> int:
    """How many checks failed, with what they found; at most 1 as the status."""
    address, word = sys.argv[1:]
    client = Client(base_url=address, headers={"Authorization": f"Bearer {word}"}, timeout=30)
    results = check_server(SyncSCIMClient(client))
    for result in results:
        if result.status not in _FINE:
            print(f"{result.status.name} {result.title} {result.resource_type or ''}: {result.reason}")
    counts = Counter(result.status.name for result in results)
    print("scim2-tester:", ", ".join(f"{count} {name.lower()}" for name, count in sorted(counts.items())))
    return int(bool(set(counts) - {status.name for status in _FINE}) or counts["SUCCESS"] == 0)


if __name__ == "__main__":
    raise SystemExit(main())
