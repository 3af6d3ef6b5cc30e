"""The tables of the doors to other systems."""

from farflung.server.connect.models.calendar import JoinedCalendar
from farflung.server.connect.models.delivery import Delivery
from farflung.server.connect.models.hook import Hook
from farflung.server.connect.models.scim import ScimGroup, ScimUser
from farflung.server.connect.models.ways import Choice, MailAddress

__all__ = ["Choice", "Delivery", "Hook", "JoinedCalendar", "MailAddress", "ScimGroup", "ScimUser"]
