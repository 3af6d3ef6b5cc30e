"""Writes that need more than one domain: an account and the person whose it is."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from farflung import __version__
from farflung.intake.given import Given
from farflung.server.connect.actions.company_accounts import Claims
from farflung.server.core.actions.accounts import create_account, set_password
from farflung.server.core.actions.factors import reset_factors
from farflung.server.core.actions.invitations import invite, use
from farflung.server.core.actions.outbox import Letter, post, resolve
from farflung.server.core.models import Account, CompanySetting, Identity, Invitation, Message
from farflung.server.core.oidc import Oidc
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import Write, writing
from farflung.server.org import actions as org
from farflung.server.org.actions.people import link_account
from farflung.server.org.actions.roles import grant_role, revoke_role
from farflung.server.org.models import Person
from farflung.server.site.demo import CAST, DEMO_ROLES, MARK, OPERATOR


def invite_person(*, person: Person, by: Account, now: datetime) -> Invitation:
    """A link for somebody: to their first account, or to a new password; `Refused` without an address."""
    if not person.email:
        raise Refused("no-address", _("No address is known to which the link would belong."))
    with writing(by=by, now=now) as write:
        made = invite(about=person.code, email=person.email, by=by, now=now)
        if settings.ENVIRONMENT.smtp_url:
            about = f"invitation:{person.code}"
            resolve(about=about, write=write)
            data = {"invitation": str(made.code), "mail": made.email}
            letter = Letter(person.code, Message.Purpose.INVITATION, "invitation", data, about)
            post([letter], write=write)
        return made


def invite_operator(*, email: str, now: datetime) -> Invitation:
    """A link for who runs the site: makes the account where there is none. For the command line alone."""
    with writing(by=None, now=now) as write:
        account = Account.objects.filter(email=email.strip().lower()).first()
        if account is None:
            account = create_account(email=email, password=None, by=None, now=now, operator=True)
        elif not (account.operator and account.is_active):
            account.operator = account.is_active = True
            account.save(update_fields=["operator", "is_active"])
            write.audit("account.operator", "account", account.code)
        return invite(about=account.code, email=account.email, by=None, now=now)


def accept_invitation(*, invitation: Invitation, password: str, now: datetime) -> Account:
    """The account of whom the link is for, with this password; `Refused` if the link has ended meanwhile.

    Where there was an account before, all its sessions end.
    """
    with writing(by=None, now=now):
        use(invitation=invitation, by=None, now=now)
        account = _account_of(invitation)
        if account is not None:
            set_password(account=account, password=password, by=account, now=now)
            if invitation.by_id is None:
                # Made at the machine itself, where somebody who has lost everything else still gets in.
                reset_factors(account=account, by=None, now=now)
            return account
        asked = Person.objects.select_for_update(no_key=True)
        person = asked.filter(code=invitation.about, account=None).first()
        if person is None:
            raise Refused("link-ended", _("This link has ended. Ask for a new one."))
        account = create_account(email=invitation.email, password=password, by=None, now=now)
        link_account(person=person, account=account, by=account, now=now)
        return account


def enter_by_company(*, claims: Claims, known: Oidc, now: datetime) -> Account:
    """The account of whom the company's provider names: known by its own name for them, the first time by
    their address. `Refused` for whoever has no record here, so nobody is let in whom the company has not
    brought in. What the provider says of groups becomes roles."""
    with writing(by=None, now=now) as write:
        held = Identity.objects.select_related("account").filter(issuer=claims.issuer, subject=claims.subject)
        identity = held.first()
        account = identity.account if identity is not None else _met(claims, known, write)
        if not account.is_active:
            raise Refused("closed", _("Your account here is closed."))
        _take_roles(account, claims, known, now)
        return account


def _met(claims: Claims, known: Oidc, write: Write) -> Account:
    """The account for somebody who comes from the provider for the first time."""
    if not claims.email:
        raise Refused("no-address", _("Your company’s account came without an address of yours."))
    if not (claims.verified or known.trust_mail):
        raise Refused("unverified", _("Your company’s account does not say that %s is yours.") % claims.email)
    account = Account.objects.filter(email=claims.email).first() or _seated(claims.email, write.now)
    if account is None:
        raise Refused("unknown", _("Nobody with the address %s is on record here.") % claims.email)
    if Identity.objects.filter(account=account, issuer=claims.issuer).exists():
        raise Refused("other", _("%s belongs to another account of your company here.") % claims.email)
    Identity.objects.create(
        account=account, issuer=claims.issuer, subject=claims.subject, created_at=write.now
    )
    write.audit("account.company", "account", account.code)
    return account


def _seated(email: str, now: datetime) -> Account | None:
    """The account of the one person who works here with that address, made where there was none."""
    here = Person.objects.select_for_update(no_key=True, of=("self",)).filter(email__iexact=email)
    found = list(here.exclude(ended__lt=now.date())[:2])
    if len(found) != 1:
        return None
    (person,) = found
    if person.account is not None:
        return person.account
    account = create_account(email=email, password=None, by=None, now=now)
    link_account(person=person, account=account, by=None, now=now)
    return account


def _take_roles(account: Account, claims: Claims, known: Oidc, now: datetime) -> None:
    """Roles by groups; none is touched where the provider says nothing of groups."""
    person = Person.objects.filter(account=account).first()
    if person is None or claims.groups is None:
        return
    for role in sorted(set(known.roles.values())):
        has = any(group in claims.groups for group, gives in known.roles.items() if gives == role)
        change = grant_role if has else revoke_role
        change(person=person, role=role, by=None, now=now)


def _account_of(invitation: Invitation) -> Account | None:
    return Account.objects.filter(
        Q(code=invitation.about) | Q(person__code=invitation.about), is_active=True
    ).first()


def load_demo(*, companies: Sequence[Sequence[Path | Given]], now: datetime) -> None:
    """Makes an empty database the demo: the mark, the example companies, an account for each of the cast.

    All of it or nothing. `Refused` where there is anybody already.
    """
    with writing(by=None, now=now):
        if Account.objects.exists() or Person.objects.exists():
            raise Refused(
                "not-empty", _("This database has people or accounts: the demo needs an empty one.")
            )
        CompanySetting.objects.create(name=MARK, value={"made_at": now.isoformat(), "version": __version__})
        operator = create_account(email=OPERATOR, password=None, by=None, now=now, operator=True)
        for files in companies:
            org.load_company(files=files, by=operator, now=now)
        for part in CAST:
            if part.email != OPERATOR:
                _seat(part.email, by=operator, now=now)


def _seat(email: str, *, by: Account, now: datetime) -> None:
    account = create_account(email=email, password=None, by=by, now=now)
    person = Person.objects.filter(email=email).first()
    if person is None:
        return
    link_account(person=person, account=account, by=by, now=now)
    for role in DEMO_ROLES.get(email, ()):
        grant_role(person=person, role=role, by=by, now=now)
