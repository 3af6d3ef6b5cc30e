"""The only door to messages: one's own inbox, and what one has sent. Nobody else's is anywhere (N15)."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from farflung.server.connect.models import Hook
from farflung.server.core.models import Message
from farflung.server.org.access import Asker, Role, require

State = Message.State


def holder(request: HttpRequest) -> Asker:
    """Who asks, if they have an inbox: everybody who works here, and who runs the installation; 404 else."""
    return require(request, Role.MEMBER, Role.OPERATOR)


def box_of(asker: Asker) -> UUID:
    """Under which code messages come to somebody: the person's, or that of an account without one."""
    return asker.person.code if asker.person is not None else asker.account.code


def landed(box: UUID) -> QuerySet[Message]:
    """What has come, the newest first."""
    elsewhere = Message.BY_MAIL_ALONE | Message.FOR_CALENDARS
    mine = Message.objects.filter(recipient=box, state=State.LANDED).exclude(kind__in=elsewhere)
    return mine.order_by("-settled_at", "-pk")


def waiting(box: UUID) -> QuerySet[Message]:
    """What is on its way to somebody, and theirs alone to know of; what lands first is first."""
    mine = Message.objects.filter(recipient=box, state=State.WAITING)
    return mine.exclude(kind__in=Message.FOR_CALENDARS).order_by("lands_at", "pk")


def sent(box: UUID) -> QuerySet[Message]:
    """What somebody wrote, the newest first, without what they took back."""
    return Message.objects.filter(sender=box).exclude(state=State.DROPPED).order_by("-posted_at", "-pk")


def get_landed(asker: Asker, code: UUID) -> Message:
    """A message that has come to the asker; 404 else."""
    return _one(landed(box_of(asker)), code)


def get_sent(asker: Asker, code: UUID) -> Message:
    """A message that the asker wrote; 404 else."""
    return _one(sent(box_of(asker)), code)


def may_keep_hooks(request: HttpRequest) -> Asker:
    """Who asks, if they run the installation; 404 else."""
    return require(request, Role.OPERATOR)


def get_hook(asker: Asker, code: UUID) -> Hook:
    """A hook, for who runs the installation; 404 else."""
    found = Hook.objects.filter(code=code).first()
    if found is None or not asker.has(Role.OPERATOR):
        raise Http404
    return found


def _one(messages: QuerySet[Message], code: UUID) -> Message:
    found = messages.filter(code=code).first()
    if found is None:
        raise Http404
    return found
