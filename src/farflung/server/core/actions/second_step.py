"""The rule of whom a second step is wanted, set by those who run the site."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.server.core.actions.factors import has_factor
from farflung.server.core.mail_code import OFF
from farflung.server.core.models import Account, CompanySetting
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import NAME, Rule, Whom
from farflung.server.core.writing import writing

_SITE = UUID(int=0)


def switch_mail_codes(*, offered: bool, by: Account, now: datetime) -> None:
    """Whether somebody who reads the mail of an account may sign in to it by a code."""
    with writing(by=by, now=now) as write:
        if offered:
            CompanySetting.objects.filter(name=OFF).delete()
        else:
            CompanySetting.objects.get_or_create(name=OFF, defaults={"value": True})
        write.audit("mail_codes.on" if offered else "mail_codes.off", "site", _SITE)


def set_rule(*, rule: Rule, by: Account, now: datetime) -> None:
    """From now on it is this one. `Refused` where it would hold up whoever makes it: they go first."""
    with writing(by=by, now=now) as write:
        if rule.whom is not Whom.NOBODY and not has_factor(by):
            raise Refused(
                "own-first", _("Set up your own second step first, so that you are not locked out.")
            )
        CompanySetting.objects.update_or_create(name=NAME, defaults={"value": rule.value})
        write.audit("second_step.rule", "site", _SITE, **rule.value)
