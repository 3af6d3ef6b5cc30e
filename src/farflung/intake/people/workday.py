"""Workday: custom reports of workers, as CSV or through RaaS as JSON; the headings are a tenant's own."""

from farflung.intake.people.field import Field, SheetFormat

WORKDAY = SheetFormat(
    name="Workday",
    source="delivered report fields of the worker object; RaaS writes them with underscores",
    address="https://docs.workato.com/connectors/workday-rest/new-worker-trigger.html",
    marks=(
        "Worker", "Legal Name", "Legal Name - First Name", "Supervisory Organization",
        "Primary Supervisory Organization", "Business Title", "Primary Work Email", "Email - Primary Work",
        "Email - Work", "Worker's Manager", "Worker Status", "Manager - Level 01", "Work Address - Country",
        "Location Address - Country", "Location Address - City", "Job Profile", "Cost Center - ID",
        "Report_Entry",
    ),
    headings={
        Field.ID: ("Employee ID", "Worker ID", "Employee/Contingent Worker ID", "Workday ID"),
        Field.NAME: (
            "Preferred Name", "Worker", "Full Name", "Legal Name",
            "Preferred Name in General Display Format",
        ),
        Field.FIRST: ("Preferred First Name", "Legal First Name", "Legal Name - First Name", "First Name"),
        Field.LAST: ("Preferred Last Name", "Legal Last Name", "Legal Name - Last Name", "Last Name"),
        Field.EMAIL: ("Primary Work Email", "Email - Primary Work", "Email - Work", "Work Email", "Email"),
        Field.MANAGER_ID: (
            "Manager ID", "Manager Employee ID", "Manager - Employee ID", "Worker's Manager - ID",
        ),
        Field.MANAGER_EMAIL: ("Manager Email", "Manager - Email", "Manager - Primary Work Email"),
        Field.MANAGER: ("Worker's Manager", "Manager", "Manager Name", "Worker's Manager(s)", "Reports To"),
        Field.TEAM: ("Supervisory Organization", "Primary Supervisory Organization", "Team Name", "Team"),
        Field.DEPARTMENT: ("Department", "Cost Center"),
        Field.DIVISION: ("Division", "Business Unit"),
        Field.ROLE: ("Business Title", "Job Title", "Position Title", "Job Profile", "Position"),
        Field.ZONE: ("Time Zone", "Location - Time Zone", "Work Time Zone", "Location Time Zone"),
        Field.LOCATION: ("Location", "Location - Name", "Work Location", "Primary Work Location"),
        Field.CITY: ("Location Address - City", "Work Address - City", "Work City", "City"),
        Field.REGION: (
            "Location Address - State", "Location Address - Region", "Work Address - State", "State",
        ),
        Field.COUNTRY: (
            "Location Address - Country", "Work Address - Country", "Location - Country", "Work Country",
            "Country", "Country of Work",
        ),
        Field.HOURS: ("Work Shift", "Work Schedule"),
        Field.ENTITY: ("Company", "Company - Name", "Legal Entity"),
        Field.STARTED: ("Hire Date", "Original Hire Date", "Start Date", "Continuous Service Date"),
        Field.ENDED: (
            "Termination Date", "Termination Date - Current", "End Employment Date", "Contract End Date",
        ),
        Field.STATUS: ("Worker Status", "Active Status", "Status"),
    },
)  # fmt: skip
