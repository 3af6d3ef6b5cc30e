"""N3: nothing is delivered in anybody's rest: there is nothing here that delivers."""

from pathlib import Path

import pytest
from django.core import mail

from tests.constitution.sources import outwards
from tests.server.walking import Company


def test_no_part_of_the_server_sends_anything() -> None:
    assert outwards() == []


def test_a_planted_sender_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("from django.core.mail import send_mail\nimport smtplib\n")
    assert outwards(tmp_path) == ["planted.py: django.core.mail.send_mail", "planted.py: smtplib"]


@pytest.mark.django_db
def test_what_is_asked_for_about_others_reaches_nobody(everybody: Company) -> None:
    camille, rafael = everybody.walker("Camille"), everybody.cast.people["Rafael"]
    asked = (
        ("/company/roles", {"person": rafael.email, "role": "executive"}),
        (f"/company/people/{rafael.code}/end", {"last_day": "2027-06-30"}),
        ("/invitations", {"person": str(rafael.code)}),
    )
    for path, data in asked:
        assert camille.ask("POST", path, data).status_code < 400
    assert mail.outbox == []
