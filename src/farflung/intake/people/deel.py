"""Deel: the people list as CSV, and people of its API as JSON."""

from farflung.intake.people.field import Field, SheetFormat

DEEL = SheetFormat(
    name="Deel",
    source="person fields of its API and the columns of its people export",
    address="https://developer.deel.com/api/stable/reference/endpoints/hris",
    marks=(
        "Hiring type", "Hiring status", "Deel ID", "Worker type", "Contract type", "Client legal entity",
        "Direct manager", "HRIS profile ID", "Contract ID", "Worker country", "working_location country",
    ),
    headings={
        Field.ID: (
            "Worker ID", "Employee ID", "HRIS profile ID", "Deel ID", "Person ID", "External ID", "id",
        ),
        Field.NAME: ("Full name", "Worker name", "Worker", "Name"),
        Field.FIRST: ("First name", "Legal first name"),
        Field.LAST: ("Last name", "Legal last name"),
        Field.PREFERRED: ("Preferred name", "Preferred first name"),
        Field.EMAIL: ("Work email", "Email", "Worker email"),
        Field.MANAGER_ID: ("Direct manager ID", "Manager ID"),
        Field.MANAGER_EMAIL: ("Direct manager email", "Manager email", "Manager work email"),
        Field.MANAGER: ("Direct manager", "Manager", "Manager name", "direct_manager display_name"),
        Field.TEAM: ("Team", "Group", "Groups", "Organizational unit"),
        Field.DEPARTMENT: ("Department", "department name"),
        Field.ROLE: ("Job title", "Position", "Role"),
        Field.ZONE: ("Timezone", "Time zone", "working_location timezone"),
        Field.LOCATION: ("Work location", "Working location", "Office"),
        Field.CITY: ("City", "working_location city"),
        Field.REGION: ("State", "State/Province", "working_location state"),
        Field.COUNTRY: (
            "Employment country", "Worker country", "Country", "Country of employment",
            "working_location country",
        ),
        Field.ENTITY: ("Client legal entity", "Legal entity", "Entity", "EOR entity"),
        Field.STARTED: ("Start date", "Contract start date"),
        Field.ENDED: ("End date", "Termination date", "Contract end date", "Completion date"),
        Field.STATUS: ("Hiring status", "Worker status", "Employment status", "Contract status", "Status"),
    },
)  # fmt: skip
