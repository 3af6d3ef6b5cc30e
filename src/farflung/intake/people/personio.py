"""Personio: exported lists and custom reports, in English or German."""

from farflung.intake.people.field import Field, SheetFormat

PERSONIO = SheetFormat(
    name="Personio",
    source="system attributes of an employee profile, as its lists and reports head them",
    address="https://support.personio.de/hc/de/articles/211776305",
    marks=(
        "Subcompany", "Supervisor name", "Weekly working hours", "Public holidays calendar",
        "Holiday calendar", "Contract ends", "Probation period end", "Anstelldatum", "Vorgesetzter",
        "Vorgesetzte Person", "Wochenarbeitszeit", "Wöchentliche Arbeitszeit", "Feiertagskalender",
        "Arbeitsplatz", "Workplace",
    ),
    headings={
        Field.ID: (
            "Employee ID", "Personnel number", "ID", "Personalnummer", "Mitarbeiter-ID",
            "Mitarbeitenden-ID",
        ),
        Field.NAME: ("Full name", "Name", "Employee"),
        Field.FIRST: ("First name", "Vorname"),
        Field.LAST: ("Last name", "Nachname"),
        Field.PREFERRED: ("Preferred name", "Rufname", "Bevorzugter Name"),
        Field.EMAIL: ("Email", "E-Mail", "Work email"),
        Field.MANAGER_ID: ("Supervisor ID", "Supervisor employee ID"),
        Field.MANAGER_EMAIL: ("Supervisor email", "Vorgesetzter E-Mail"),
        Field.MANAGER: ("Supervisor", "Supervisor name", "Vorgesetzter", "Vorgesetzte Person"),
        Field.TEAM: ("Team",),
        Field.DEPARTMENT: ("Department", "Abteilung"),
        Field.ROLE: ("Position", "Job title"),
        Field.LOCATION: ("Office", "Workplace", "Büro", "Standort", "Arbeitsplatz"),
        Field.ENTITY: ("Subcompany", "Legal entity", "Unternehmen", "Gesellschaft", "Rechtsträger"),
        Field.STARTED: ("Hire date", "Anstelldatum", "Einstellungsdatum"),
        Field.ENDED: ("Termination date", "Last day of work", "Austrittsdatum", "Letzter Arbeitstag"),
        Field.STATUS: ("Status",),
    },
)  # fmt: skip
