"""HiBob: people reports and lists as CSV, and the people search of its API as JSON."""

from farflung.intake.people.field import Field, SheetFormat

HIBOB = SheetFormat(
    name="HiBob",
    source="fields of its people import template and of its API",
    address="https://help.hibob.com/en/articles/1213152-importing-people-data",
    marks=(
        "Employee ID in company", "Bob ID", "Site", "Reports to", "Lifecycle status", "Site country",
        "Work. Site", "work reportsTo", "Internal. Status", "Company. Legal entity",
        "Actual working pattern",
    ),
    headings={
        Field.ID: ("Employee ID", "Employee ID in company", "Bob ID", "Work. Employee ID", "id"),
        Field.NAME: ("Display name", "Full name", "Name"),
        Field.FIRST: ("First name",),
        Field.LAST: ("Last name", "Surname"),
        Field.EMAIL: ("Email", "Work email"),
        Field.MANAGER_ID: ("Reports to ID", "Reports to ID in company", "Manager ID", "work reportsTo id"),
        Field.MANAGER_EMAIL: (
            "Reports to email", "Manager email", "work reportsTo email", "Reports to - Email",
        ),
        Field.MANAGER: (
            "Reports to", "Manager", "Work. Reports to", "work reportsTo displayName",
            "Reports to - Display name",
        ),
        Field.TEAM: ("Team", "Work. Team", "Squad"),
        Field.DEPARTMENT: ("Department", "Work. Department", "work department"),
        Field.DIVISION: ("Division",),
        Field.ROLE: ("Job title", "Title", "Work. Job title", "work title"),
        Field.ZONE: ("Timezone", "Time zone", "Site timezone", "personal timezone"),
        Field.LOCATION: ("Site", "Work. Site", "Work site", "work site", "Work location"),
        Field.CITY: ("City", "Site city", "Address. City", "address city"),
        Field.REGION: ("State", "Region", "State code"),
        Field.COUNTRY: ("Country", "Site country", "Work country", "Address. Country", "address country"),
        Field.HOURS: ("Working pattern", "Actual working pattern"),
        Field.ENTITY: ("Legal entity", "Company. Legal entity", "Company"),
        Field.STARTED: ("Start date", "Work. Start date", "work startDate", "Active effective date"),
        Field.ENDED: ("Termination date", "Last day of work", "Internal. Termination date"),
        Field.STATUS: ("Status", "Lifecycle status", "Internal. Status", "internal status"),
    },
)  # fmt: skip
