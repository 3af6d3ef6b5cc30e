"""Teams: a tree, with leads in or outside of them."""

import uuid

from django.db import models

from farflung.server.org.models.person import Person


class Team(models.Model):
    """`lead` may be outside the team; `parent` is the team that it is a part of.

    `imported` is what files said last of both.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160, unique=True)
    lead = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="led")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    people = models.ManyToManyField(Person, through="Membership", related_name="teams")
    imported = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("team", "person"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"
