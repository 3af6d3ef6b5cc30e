"""Every write of the organisation: keyword-only, `by` who acts and `now`; `Refused` for what can be mended.

Each is one transaction: look, change, write into the audit, tell the others. Whether the one who asks may do
it is decided in `access`, by how the record was found.
"""

from farflung.server.org.actions.absences import ask_absence, withdraw_absence
from farflung.server.org.actions.calendars import (
    CalendarDifference,
    add_holiday,
    correct_holiday,
    extend_holidays,
    propose_holidays,
    remove_holiday,
    take_holidays,
)
from farflung.server.org.actions.directory import hear
from farflung.server.org.actions.entities import add_entity, change_entity, remove_entity
from farflung.server.org.actions.exports import export_company
from farflung.server.org.actions.forgetting import close_ended_accounts, forget_what_is_past
from farflung.server.org.actions.hours import set_hours
from farflung.server.org.actions.imports.batches import (
    abandon_import,
    accept_import,
    answer_import,
    apply_import,
    fail_import,
    load_company,
    read_import,
    undo_import,
)
from farflung.server.org.actions.mismatches import answer_mismatch
from farflung.server.org.actions.people import (
    UNSET,
    Confirmation,
    NewPerson,
    PersonChanges,
    add_person,
    change_person,
    confirm_person,
    end_person,
    link_account,
    set_consents,
)
from farflung.server.org.actions.roles import grant_role, revoke_role
from farflung.server.org.actions.stays import correct_stay, plan_stay, withdraw_stay
from farflung.server.org.actions.swaps import swap_holiday, withdraw_swap
from farflung.server.org.actions.teams import add_team, change_team, join_team, leave_team, remove_team

__all__ = [
    "UNSET",
    "CalendarDifference",
    "Confirmation",
    "NewPerson",
    "PersonChanges",
    "abandon_import",
    "accept_import",
    "add_entity",
    "add_holiday",
    "add_person",
    "add_team",
    "answer_import",
    "answer_mismatch",
    "apply_import",
    "ask_absence",
    "change_entity",
    "change_person",
    "change_team",
    "close_ended_accounts",
    "confirm_person",
    "correct_holiday",
    "correct_stay",
    "end_person",
    "export_company", "extend_holidays",
    "fail_import",
    "forget_what_is_past",
    "grant_role",
    "hear",
    "join_team",
    "leave_team",
    "link_account",
    "load_company",
    "plan_stay",
    "propose_holidays",
    "read_import",
    "remove_entity",
    "remove_holiday",
    "remove_team",
    "revoke_role",
    "set_consents",
    "set_hours",
    "swap_holiday",
    "take_holidays",
    "undo_import",
    "withdraw_absence",
    "withdraw_stay",
    "withdraw_swap",
]  # fmt: skip
