"""Who may read the company's clock: everybody who works here, and who runs the installation."""

from django.http import Http404, HttpRequest

from farflung.server.org.access import Asker, Role, asker


def insider(request: HttpRequest) -> Asker:
    """The asker, if a person or an operator; 404 for anybody else."""
    found = asker(request)
    if found.person is None and not found.has(Role.OPERATOR):
        raise Http404
    return found
