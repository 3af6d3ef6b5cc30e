"""What workers do where all domains meet."""

from farflung.server.core import clock, queue
from farflung.server.site.releases import note_release


@queue.every("37 * * * *", "site.note_release")
def note() -> None:
    """Notices that the zone database was upgraded, within the hour."""
    note_release(now=clock.now())
