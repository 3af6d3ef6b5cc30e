"""Teams, entities and roles."""

import pytest

from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.access import Role
from farflung.server.org.models import LegalEntity, Team
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db


def test_a_team_is_a_tree_of_one_name_each(polaris: Cast) -> None:
    ledger = polaris.team("Ledger")
    part = actions.add_team(name="Ledger  tools", parent=ledger, by=None, now=NOW)
    assert part.name == "Ledger tools"
    for name in ("ledger TOOLS", " ", "a; b"):
        with pytest.raises(Refused):
            actions.add_team(name=name, by=None, now=NOW)
    with pytest.raises(Refused) as refused:
        actions.change_team(team=ledger, parent=part, by=None, now=NOW)
    assert refused.value.code == "cycle"


def test_people_are_found_by_the_name_of_their_team(polaris: Cast) -> None:
    ledger, omar = polaris.team("Ledger"), polaris.people["Omar"]
    actions.join_team(team=ledger, person=omar, by=None, now=NOW)
    actions.join_team(team=ledger, person=omar, by=None, now=NOW)
    assert "ledger" in polaris.person("Omar").words.split()
    actions.change_team(team=ledger, name="Books", by=None, now=NOW)
    assert "books" in polaris.person("Omar").words.split()
    actions.leave_team(team=ledger, person=omar, by=None, now=NOW)
    assert "books" not in polaris.person("Omar").words.split()


def test_parts_of_a_removed_team_move_up(polaris: Cast) -> None:
    top = actions.add_team(name="Engineering", by=None, now=NOW)
    ledger = actions.change_team(team=polaris.team("Ledger"), parent=top, by=None, now=NOW)
    part = actions.add_team(name="Tools", parent=ledger, by=None, now=NOW)
    actions.remove_team(team=ledger, by=None, now=NOW)
    assert Team.objects.get(pk=part.pk).parent == top
    assert not polaris.person("Ana").teams.exists()


def test_an_entity_that_employs_stays(polaris: Cast) -> None:
    entity = actions.add_entity(name="Polaris GmbH", country="Austria", by=None, now=NOW)
    assert entity.country == "AT"
    actions.change_entity(entity=entity, name="Polaris Austria", country="", by=None, now=NOW)
    with pytest.raises(Refused):
        actions.add_entity(name="polaris austria", country="", by=None, now=NOW)
    with pytest.raises(Refused):
        actions.add_entity(name="Elsewhere", country="Atlantis", by=None, now=NOW)
    with pytest.raises(Refused):
        actions.remove_entity(entity=LegalEntity.objects.get(name="Polaris DMCC"), by=None, now=NOW)
    actions.remove_entity(entity=entity, by=None, now=NOW)


def test_roles_are_given_and_taken_back(polaris: Cast) -> None:
    ravi = polaris.people["Ravi"]
    assert polaris.asker("Ravi").roles == {Role.MEMBER}
    actions.grant_role(person=ravi, role="compliance", by=None, now=NOW)
    actions.grant_role(person=ravi, role="compliance", by=None, now=NOW)
    assert polaris.asker("Ravi").roles == {Role.MEMBER, Role.COMPLIANCE}
    actions.revoke_role(person=ravi, role="compliance", by=None, now=NOW)
    assert polaris.asker("Ravi").roles == {Role.MEMBER}
    with pytest.raises(Refused):
        actions.grant_role(person=ravi, role="emperor", by=None, now=NOW)


def test_who_is_what(polaris: Cast) -> None:
    assert polaris.asker("Ana").roles == {Role.MEMBER, Role.LEAD}
    assert polaris.asker("Camille").roles == {Role.MEMBER, Role.PEOPLE, Role.COMPLIANCE}
    assert polaris.asker("Mallory").roles == frozenset()
