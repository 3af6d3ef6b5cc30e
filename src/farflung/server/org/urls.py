"""The addresses of the organisation's pages."""

from django.urls import path

from farflung.server.org.views.company import entities, holidays, imports, people, roles, teams
from farflung.server.org.views.me import away, confirm, data, hours, moving, places, profile

urlpatterns = [
    path("me", profile.profile, name="profile"),
    path("me/confirm", confirm.confirm, name="confirm"),
    path("me/mismatches/<uuid:code>", confirm.answer, name="answer_mismatch"),
    path("me/hours", hours.hours, name="hours"),
    path("me/places", places.places, name="places"),
    path("me/places/<uuid:code>/withdraw", places.withdraw_stay, name="withdraw_stay"),
    path("me/away", away.away, name="away"),
    path("me/away/<uuid:code>/withdraw", away.withdraw_absence, name="withdraw_absence"),
    path("me/swaps/<uuid:code>/withdraw", away.withdraw_swap, name="withdraw_swap"),
    path("me/moving", moving.moving, name="moving"),
    path("me/data", data.data, name="data"),
    path("me/data.json", data.data_file, name="data_file"),
    path("company/people", people.people, name="company_people"),
    path("company/people/new", people.new_person, name="new_person"),
    path("company/people/<uuid:code>", people.person, name="company_person"),
    path("company/people/<uuid:code>/end", people.end_person, name="end_person"),
    path("company/teams", teams.teams, name="company_teams"),
    path("company/teams/<uuid:code>", teams.team, name="company_team"),
    path("company/teams/<uuid:code>/join", teams.join_team, name="join_team"),
    path("company/teams/<uuid:code>/leave", teams.leave_team, name="leave_team"),
    path("company/teams/<uuid:code>/remove", teams.remove_team, name="remove_team"),
    path("company/entities", entities.entities, name="entities"),
    path("company/entities/<uuid:code>", entities.entity, name="entity"),
    path("company/entities/<uuid:code>/remove", entities.remove_entity, name="remove_entity"),
    path("company/roles", roles.roles, name="roles"),
    path("company/roles/revoke", roles.revoke_role, name="revoke_role"),
    path("company/holidays", holidays.calendars, name="calendars"),
    path("company/holidays/take", holidays.take_differences, name="take_differences"),
    path("company/holidays/<uuid:code>", holidays.calendar, name="calendar"),
    path("company/holidays/days/<uuid:code>", holidays.holiday, name="holiday"),
    path("company/holidays/days/<uuid:code>/remove", holidays.remove_holiday, name="remove_holiday"),
    path("company/imports", imports.imports, name="imports"),
    path("company/imports/<uuid:code>", imports.batch, name="import"),
    path("company/imports/<uuid:code>/accept", imports.accept, name="accept_import"),
    path("company/imports/<uuid:code>/abandon", imports.abandon, name="abandon_import"),
    path("company/imports/<uuid:code>/undo", imports.undo, name="undo_import"),
    path("company/export", imports.export, name="export"),
    path("company/export.zip", imports.export_file, name="export_file"),
]
