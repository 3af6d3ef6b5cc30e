"""BambooHR: reports and the employee directory, as CSV or from its API as JSON."""

from farflung.intake.people.field import Field, SheetFormat

BAMBOOHR = SheetFormat(
    name="BambooHR",
    source="field names of its API and the labels of its reports",
    address="https://documentation.bamboohr.com/docs/list-of-field-names",
    marks=(
        "Employee #", "EEID", "Supervisor EID", "Supervisor E ID", "Supervisor Id", "Reporting to",
        "Last name, First name", "Employment Status: Date", "Original Hire Date", "Best Email",
    ),
    headings={
        Field.ID: ("Employee #", "Employee Number", "EEID", "Employee ID", "id"),
        Field.NAME: (
            "Display Name", "Employee Name", "Name", "Full Name", "Last name, First name", "fullName1",
        ),
        Field.FIRST: ("First Name",),
        Field.LAST: ("Last Name",),
        Field.PREFERRED: ("Preferred Name", "Preferred First Name", "Nickname"),
        Field.EMAIL: ("Work Email", "Best Email", "Email"),
        Field.MANAGER_ID: ("Supervisor EID", "Supervisor E ID", "Supervisor Id", "Supervisor Employee #"),
        Field.MANAGER_EMAIL: ("Supervisor Email", "Manager Email"),
        Field.MANAGER: ("Reporting to", "Reports To", "Supervisor", "Manager"),
        Field.TEAM: ("Team", "Teams"),
        Field.DEPARTMENT: ("Department",),
        Field.DIVISION: ("Division",),
        Field.ROLE: ("Job Title", "Job Information: Job Title"),
        Field.LOCATION: ("Location", "Job Information: Location"),
        Field.CITY: ("City",),
        Field.REGION: ("State", "Province", "State Code"),
        Field.COUNTRY: ("Country",),
        Field.STARTED: ("Hire Date", "Original Hire Date"),
        Field.ENDED: ("Termination Date",),
        Field.STATUS: ("Status", "Employment Status"),
    },
)  # fmt: skip
