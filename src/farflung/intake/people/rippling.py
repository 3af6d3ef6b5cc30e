"""Rippling: employee reports as CSV, and workers of its API as JSON."""

from farflung.intake.people.field import Field, SheetFormat

RIPPLING = SheetFormat(
    name="Rippling",
    source="fields of its report builder, as integrations quote them",
    address="https://help.lattice.com/hc/en-us/articles/1500000933022-Import-Your-Organization-from-Rippling",
    marks=(
        "Rippling ID", "Rippling Employee ID", "Manager - Work email", "Manager - Employee",
        "Work location name", "Work location - Country", "Work location - City", "Employment type",
        "Legal entity name", "Role state", "Preferred first name", "Employee - Full name",
    ),
    headings={
        Field.ID: (
            "Employee number", "Employee ID", "Rippling ID", "Rippling Employee ID", "Worker ID", "Role ID",
        ),
        Field.NAME: ("Employee", "Full name", "Employee - Full name", "Name", "Worker", "Employee name"),
        Field.FIRST: ("First name", "Legal first name"),
        Field.LAST: ("Last name", "Legal last name", "Preferred last name"),
        Field.PREFERRED: ("Preferred name", "Preferred first name"),
        Field.EMAIL: ("Work email", "Email", "Employee - Work email"),
        Field.MANAGER_ID: (
            "Manager - Employee number", "Manager - Employee ID", "Manager ID", "Manager - Rippling ID",
        ),
        Field.MANAGER_EMAIL: ("Manager - Work email", "Manager email", "Manager work email"),
        Field.MANAGER: ("Manager", "Manager name", "Manager - Employee", "Manager - Full name"),
        Field.TEAM: ("Teams", "Team"),
        Field.DEPARTMENT: ("Department", "Department name"),
        Field.ROLE: ("Title", "Job title"),
        Field.ZONE: ("Time zone", "Timezone", "Work location - Time zone"),
        Field.LOCATION: ("Work location", "Work location name", "Location"),
        Field.CITY: ("Work location - City", "Work location city", "City", "Home city"),
        Field.REGION: ("Work location - State", "Work location state", "State", "Home state"),
        Field.COUNTRY: (
            "Work location - Country", "Work location country", "Country", "Work country", "Home country",
        ),
        Field.ENTITY: ("Legal entity name", "Legal entity", "Employing entity", "Entity", "Company"),
        Field.STARTED: ("Start date", "Hire date", "Original start date"),
        Field.ENDED: ("End date", "Termination date", "Last day of work"),
        Field.STATUS: ("Employment status", "Status", "Role state", "Worker status"),
    },
)  # fmt: skip
