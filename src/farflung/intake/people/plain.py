"""A plain sheet: the headings that people write themselves, in the languages they write them in."""

from farflung.intake.people.field import Field, SheetFormat

PLAIN = SheetFormat(
    name="plain sheet",
    source="what people write",
    headings={
        Field.ID: (
            "id", "person id", "employee id", "employee number", "employee no", "employee #", "emp id",
            "empl id", "worker id", "staff id", "user id", "external id", "number", "personalnummer",
            "mitarbeiternummer", "matricule", "numero empleado", "numero de empleado", "id empleado",
            "matricula",
        ),
        Field.NAME: (
            "name", "full name", "display name", "real name", "person", "employee", "employee name",
            "worker", "worker name", "staff", "member", "who", "colleague", "teammate", "team member",
            "participant", "nom complet", "nom", "vollstandiger name", "mitarbeiter", "mitarbeitername",
            "nombre completo", "nombre", "empleado", "nome completo", "nome", "funcionario", "colaborador",
            "naam",
        ),
        Field.FIRST: (
            "first name", "given name", "forename", "legal first name", "vorname", "prenom",
            "primer nombre", "nombre de pila", "primeiro nome", "voornaam",
        ),
        Field.LAST: (
            "last name", "family name", "surname", "legal last name", "nachname", "familienname",
            "nom de famille", "apellido", "apellidos", "sobrenome", "apelido", "achternaam",
        ),
        Field.PREFERRED: (
            "preferred name", "preferred first name", "known as", "nickname", "goes by", "rufname",
            "nom d'usage", "nombre preferido", "nome social",
        ),
        Field.EMAIL: (
            "work email", "email", "e-mail", "email address", "work email address", "mail", "company email",
            "business email", "login", "username", "e-mail-adresse", "dienstliche e-mail", "courriel",
            "adresse e-mail", "correo", "correo electronico", "endereco de e-mail",
        ),
        Field.MANAGER_ID: (
            "manager id", "manager employee id", "manager employee number", "manager number",
            "supervisor id", "reports to id", "lead id",
        ),
        Field.MANAGER_EMAIL: (
            "manager email", "manager's email", "managers email", "manager email address",
            "manager work email", "supervisor email", "reports to email", "lead email",
            "e-mail vorgesetzter",
        ),
        Field.MANAGER: (
            "manager", "manager name", "managers name", "reports to", "reporting to", "reporting manager",
            "line manager", "direct manager", "people manager", "supervisor", "supervisor name", "lead",
            "team lead", "boss", "vorgesetzter", "vorgesetzte", "vorgesetzte person", "fuhrungskraft",
            "teamleitung", "responsable", "superieur", "superieur hierarchique", "jefe",
            "supervisor directo", "gerente", "gestor", "lider", "chefia", "leidinggevende",
        ),
        Field.TEAM: (
            "team", "team name", "teams", "squad", "group", "crew", "pod", "gruppe", "equipe", "equipo",
            "grupo",
        ),
        Field.DEPARTMENT: (
            "department", "department name", "dept", "org", "organization", "organisation", "area",
            "abteilung", "bereich", "departement", "service", "departamento", "afdeling",
        ),
        Field.DIVISION: ("division", "business unit", "unit", "unternehmensbereich", "unidad", "divisao"),
        Field.ROLE: (
            "role", "job title", "title", "position", "job", "job role", "role family", "job family",
            "job function", "function", "stelle", "rolle", "funktion", "berufsbezeichnung", "poste",
            "fonction", "intitule du poste", "puesto", "cargo", "funcao", "functie",
        ),
        Field.ZONE: (
            "timezone", "time zone", "tz", "iana timezone", "iana time zone", "olson", "utc zone", "zone",
            "zeitzone", "fuseau horaire", "fuseau", "zona horaria", "huso horario", "fuso horario", "fuso",
            "tijdzone",
        ),
        Field.CITY: (
            "city", "town", "city name", "work city", "home city", "locality", "city/town", "stadt", "ort",
            "wohnort", "ville", "ciudad", "cidade", "stad",
        ),
        Field.REGION: (
            "state", "region", "province", "state/province", "state or province", "state code",
            "work state", "subdivision", "county", "territory", "bundesland", "kanton",
            "departement/region", "provincia", "estado", "comunidad autonoma", "uf",
        ),
        Field.COUNTRY: (
            "country", "country/region", "country or region", "country code", "country name",
            "work country", "country of work", "country of residence", "employment country", "home country",
            "nation", "land", "staat", "pays", "pais", "paese",
        ),
        Field.LOCATION: (
            "location", "work location", "office", "office location", "site", "place", "based in", "base",
            "where", "hub", "workplace", "standort", "buro", "arbeitsort", "lieu", "lieu de travail",
            "bureau", "oficina", "ubicacion", "sede", "lugar", "escritorio", "localizacao", "locatie",
        ),
        Field.HOURS: (
            "hours", "working hours", "work hours", "office hours", "schedule", "shift", "availability",
            "working time", "hours local", "local hours", "hours utc", "utc hours", "arbeitszeit",
            "arbeitszeiten", "stunden", "horaires", "heures", "horaires de travail", "horario", "horas",
            "horario de trabajo", "horario de trabalho", "werktijden",
        ),
        Field.DAY_START: (
            "start time", "work start", "day start", "starts at", "start", "start hour", "arbeitsbeginn",
            "beginn", "debut", "heure de debut", "hora de inicio", "hora inicio", "inicio",
        ),
        Field.DAY_END: (
            "end time", "work end", "day end", "ends at", "end", "end hour", "arbeitsende", "ende", "fin",
            "heure de fin", "hora de fin", "hora fin", "fim",
        ),
        Field.DAYS: (
            "working days", "work days", "workdays", "days", "weekdays", "workweek", "work week",
            "arbeitstage", "tage", "jours", "jours de travail", "jours travailles", "dias",
            "dias laborables", "dias de trabalho",
        ),
        Field.WEEKEND: ("weekend", "days off", "off days", "wochenende", "fin de semana", "fim de semana"),
        Field.REST: (
            "rest window", "rest", "quiet hours", "do not disturb", "dnd", "ruhezeit", "repos", "descanso",
        ),
        Field.HOURS_FROM: (
            "hours from", "hours effective from", "schedule from", "schedule effective date", "valid from",
            "effective from", "gultig ab",
        ),
        Field.HOURS_UNTIL: (
            "hours until", "hours to", "schedule until", "valid until", "valid to", "effective until",
            "effective to", "gultig bis",
        ),
        Field.SKILLS: ("skills", "skill", "qualifications", "kenntnisse", "competences", "habilidades"),
        Field.LANGUAGES: (
            "languages", "language", "spoken languages", "speaks", "sprachen", "langues", "idiomas",
            "talen",
        ),
        Field.ENTITY: (
            "legal entity", "entity", "company", "employer", "employing entity", "legal employer",
            "subcompany", "legal entity name", "firma", "gesellschaft", "unternehmen", "entite legale",
            "societe", "empresa", "entidad legal", "entidade legal",
        ),
        Field.STARTED: (
            "start date", "hire date", "date of hire", "hired", "joined", "join date", "joining date",
            "date joined", "employment start", "employment start date", "original hire date", "first day",
            "einstellungsdatum", "anstelldatum", "eintrittsdatum", "eintritt", "date d'embauche",
            "date d'entree", "date de debut", "fecha de ingreso", "fecha de contratacion",
            "fecha de inicio", "data de admissao", "data de inicio",
        ),
        Field.ENDED: (
            "end date", "termination date", "last day", "last working day", "leave date", "leaving date",
            "left", "employment end", "employment end date", "exit date", "last day of work",
            "austrittsdatum", "austritt", "kundigungsdatum", "date de sortie", "date de depart",
            "date de fin", "fecha de baja", "fecha de salida", "fecha de termino", "data de desligamento",
            "data de saida",
        ),
        Field.STATUS: (
            "status", "employment status", "employee status", "worker status", "active", "active status",
            "account status", "state of employment", "beschaftigungsstatus", "statut", "estatus",
            "situacao",
        ),
    },
)  # fmt: skip
