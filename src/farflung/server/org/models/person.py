"""A person, as far as planning and pages need to know one. No address, no birthday, no activity."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from farflung.server.org.models.place import LegalEntity, Place


class Consent(models.TextChoices):
    """What happens to a person only if they say so; nobody has said yes by saying nothing."""

    LOCAL = "local", _("Colleagues near me may be told when I am in their city")
    INTRODUCTIONS = "introductions", _("I may be introduced to colleagues whom I do not know")
    EVENTS = "events", _("I may be invited to events outside of my working hours")


class Person(models.Model):
    """`key` is the id under which files know the person; `code` the one in addresses of pages.

    `rest_start` and `rest_end` are local minutes, the end usually past 1440. `confirmed_at` is when the
    person said that zone, hours and rest are right. `own` names the fields that the person set themself:
    no file overwrites them (N10). `imported` is what files said last, so that a change in a file can be
    told from a change here. `words` are what the person is found by.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="person"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(LegalEntity, null=True, on_delete=models.PROTECT, related_name="people")
    manager = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reports")
    job = models.CharField(max_length=160, blank=True)
    started = models.DateField(null=True)
    ended = models.DateField(null=True)
    rest_start = models.SmallIntegerField(null=True)
    rest_end = models.SmallIntegerField(null=True)
    skills = ArrayField(models.CharField(max_length=80), default=list)
    languages = ArrayField(models.CharField(max_length=35), default=list)
    language = models.CharField(max_length=12, blank=True)
    consents = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    own = ArrayField(models.CharField(max_length=20), default=list)
    imported = models.JSONField(default=dict)
    words = models.TextField(default="", editable=False)
    # Made without a parser: words are cut and folded by `fold`, in every script alike.
    search = models.GeneratedField(
        expression=models.Func(
            models.Func(models.F("words"), models.Value(" "), function="string_to_array"),
            function="array_to_tsvector",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            GinIndex(fields=("skills",), name="person_skills"),
            GinIndex(fields=("languages",), name="person_languages"),
            GinIndex(fields=("search",), name="person_search"),
            models.Index(fields=("name",), name="person_name"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True) | models.Q(started__isnull=True)
                | models.Q(ended__gte=models.F("started")),
                name="person_ends_after_start",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role that is given, not derived. Member is everybody; lead follows from the tree."""

    class Role(models.TextChoices):
        """Who may do more than look after themselves and their reports."""

        PEOPLE = "people", "People operations"
        COMPLIANCE = "compliance", "Compliance"
        EXECUTIVE = "executive", "Executive"
        OPERATOR = "operator", "Operator"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "role"), name="role_once"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"
