"""The components of an iCalendar file, built so that one broken line or event costs only itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from farflung.engine.said import Said, said
from farflung.intake.ics.agenda import says_something
from farflung.intake.ics.lines import Line, Property, parsed, unfolded
from farflung.intake.notebook import Notebook

_USED = frozenset(
    "PRODID METHOD X-WR-CALNAME NAME X-WR-TIMEZONE TIMEZONE-ID TZID X-LIC-LOCATION TZOFFSETFROM TZOFFSETTO "
    "DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID UID SEQUENCE SUMMARY STATUS TRANSP CLASS "
    "ATTENDEE ORGANIZER URL CREATED FREEBUSY X-MICROSOFT-CDO-BUSYSTATUS "
    "X-FARFLUNG-DUTY X-FARFLUNG-PERSON".split()
)
"""Every other property is passed over unread: what nobody needs is never held."""

_DEEPEST = 8
"""VCALENDAR, VEVENT, VALARM is three; a pile of BEGIN lines is no calendar."""

_WATCHED = 200
"""Lines between two looks at how much is held."""
_LONG = 10_000
"""Letters of a line after which one looks too: ten lines of a megabyte may take longer than all others."""


@dataclass(slots=True)
class Component:
    """A BEGIN...END block. `described` tells whether a DESCRIPTION says something (None: there is none).

    Its words are not kept.
    """

    name: str
    line: int
    properties: dict[str, list[Property]] = field(default_factory=dict)
    children: list["Component"] = field(default_factory=list)
    described: bool | None = None

    def all(self, name: str) -> list[Property]:
        """The properties of that name, in the file's order."""
        return self.properties.get(name, [])

    def get(self, name: str) -> Property | None:
        """The first property of that name."""
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """The text of the first property of that name, "" where there is none."""
        prop = self.get(name)
        return prop.text.strip() if prop else ""

    def within(self, name: str) -> Iterator["Component"]:
        """The direct children of that kind."""
        return (child for child in self.children if child.name == name)


def read_tree(
    data: bytes, file: str, notebook: Notebook, watch: Callable[[int], None] | None = None
) -> list[Component]:
    """The VCALENDAR components; what could not be used is written down with its line.

    `watch` is told every few lines, and after each long one, how many components and properties are held, and
    may raise.
    """
    growing = _Growing(file, notebook)
    for number, line in enumerate(unfolded(data)):
        growing.take(line)
        if watch is not None and (number % _WATCHED == 0 or len(line.text) > _LONG):
            watch(growing.held)
    growing.close()
    return growing.calendars


class _Growing:
    """The stack of open components while a file is read."""

    def __init__(self, file: str, notebook: Notebook) -> None:
        self.file = file
        self.notebook = notebook
        self.calendars: list[Component] = []
        self.held = 0
        self._open: list[Component] = []

    def take(self, line: Line) -> None:
        """The next line."""
        name = line.name
        if name == "BEGIN":
            self._begin(line)
        elif name == "END":
            self._end(line)
        elif not self._open:
            message = said("this line stands outside BEGIN:VCALENDAR and END:VCALENDAR; it was skipped.")
            self._complain(line, message)
        elif name is None or line.broken:
            no_line = said("this line is not a calendar line (NAME:value); it was skipped.")
            self._complain(line, line.broken or no_line)
        else:
            self._property(line, name)

    def close(self) -> None:
        """The end of the file: whatever is still open was cut off."""
        while self._open:
            component = self._open.pop()
            self._cut_off(component, said("when the file ends"))
            if component.name == "VCALENDAR":
                self.calendars.append(component)

    def _begin(self, line: Line) -> None:
        if len(self._open) >= _DEEPEST:
            message = said("this line is nested more deeply than any calendar is; it was skipped.")
            self._complain(line, message)
            return
        self.held += 1
        self._open.append(Component(_block(line), line.number))

    def _end(self, line: Line) -> None:
        name = _block(line)
        if name not in [component.name for component in self._open]:
            self._complain(line, said("this line ends something that was never begun; it was skipped."))
            return
        while self._open[-1].name != name:
            self._cut_off(self._open.pop(), said("before line {line}", line=line.number))
        self._keep(self._open.pop())

    def _keep(self, component: Component) -> None:
        if self._open:
            self._open[-1].children.append(component)
        elif component.name == "VCALENDAR":
            self.calendars.append(component)

    def _property(self, line: Line, name: str) -> None:
        component = self._open[-1]
        if name == "DESCRIPTION":
            component.described = component.described or says_something(line.text.partition(":")[2])
        elif name in _USED:
            try:
                prop = parsed(line)
                self.held += 1
                component.properties.setdefault(prop.name, []).append(prop)
            except ValueError:
                message = said(
                    "this line is not a calendar line (NAME;PARAMETER=value:value); it was skipped."
                )
                self._complain(line, message)

    def _complain(self, line: Line, message: Said) -> None:
        self.notebook.warning(
            "ics-line",
            self.file,
            message,
            said("Export the calendar again, or mend the line."),
            line=line.number,
            read=line.text,
        )

    def _cut_off(self, component: Component, where: Said) -> None:
        name = component.name
        message = (
            said("the {name} that begins here has no END:{name} {where}.", name=name, where=where)
            if name == "VCALENDAR"
            else said(
                "the {name} that begins here has no END:{name} {where}; it was left out.",
                name=name,
                where=where,
            )
        )
        self.notebook.error(
            "ics-cut-off",
            self.file,
            message,
            said("The file was probably cut off on its way: export or download it again."),
            line=component.line,
            read=f"BEGIN:{component.name}",
        )


def _block(line: Line) -> str:
    return line.text.partition(":")[2].strip().upper()


def calendar_text(calendars: Iterable[Component], *names: str) -> str:
    """The first non-empty text of the named properties in the calendars."""
    found = (calendar.text(name) for calendar in calendars for name in names)
    return next((text for text in found if text), "")
