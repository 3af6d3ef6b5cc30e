"""Files to a finished report: what `check` and `demo` have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from farflung.cli import clock, inputs
from farflung.cli.errors import UsageError
from farflung.cli.garbage import uncollected
from farflung.cli.halves import run_all, while_reading
from farflung.cli.progress import Progress
from farflung.cli.summary import intake_summary
from farflung.engine.atlas import Atlas
from farflung.engine.checks import Question, Report
from farflung.engine.model import Agreement, Source
from farflung.engine.time import Span
from farflung.intake.agreement.binding import bound_agreement
from farflung.intake.agreement.rule_text import parse_rule
from farflung.intake.answers import read_answers, write_answers
from farflung.intake.load import Intake, load
from farflung.intake.packs import starter_pack
from farflung.report import Summary, write
from farflung.rulepacks import load_packs


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a check is asked to do beside reading files: typed rules, a pack to try, hours, a reader."""

    rules: Sequence[str] = ()
    pack: str | None = None
    assume_hours: str | None = None
    viewer: str | None = None


def checked(
    files: Sequence[Path],
    window: Span,
    wanted: Wanted,
    answers: Path | None = None,
    meanwhile: Callable[[], object] = bool,
) -> tuple[Intake, Summary]:
    """Reads the files, asks what must be asked if somebody is there, runs every check.

    `answers` is read where it exists; what is answered on the terminal is added to it. `meanwhile` is called
    once, while other processes are at work too: it loads what will show the report.
    """
    begun = perf_counter()
    with Progress() as progress, uncollected():
        progress.say("Reading files")
        known = [answers] if answers and _is_there(answers) else []
        intake = load(
            [*files, *known],
            window=window,
            ask=progress.asking(inputs.ask_on_terminal if inputs.has_terminal() else None),
            assume_hours=wanted.assume_hours,
            agreements=_typed(wanted.rules),
            beside=while_reading(files),
        )
        if answers:
            _keep(answers, intake.answers)
        viewer = inputs.Company(intake.atlas, (), intake).viewer(wanted.viewer)
        report = _run(intake.atlas, window, progress, wanted.pack, meanwhile)
    return intake, Summary(report, intake_summary(intake), viewer, clock.now(), perf_counter() - begun)


def _is_there(answers: Path) -> bool:
    """Whether there are answers already; a file that is not there is made only where one can be asked."""
    if answers.exists() or inputs.has_terminal():
        return answers.exists()
    raise UsageError(f"the answers file {answers} does not exist, and no terminal is here to ask on")


def _keep(path: Path, given: Mapping[str, str]) -> None:
    """Adds to the answers file what was answered on the terminal; what stands in it stays."""
    before = read_answers(str(path), path.read_text(encoding="utf-8")) if path.exists() else {}
    if not given.keys() <= before.keys():
        write(path, write_answers({**given, **before}))


def _typed(texts: Sequence[str]) -> list[Agreement]:
    """The rules that were typed, as one more agreement."""
    rules = tuple(parse_rule(text, Source("--rule")) for text in texts)
    return [Agreement("--rule", coverage=rules)] if rules else []


def _run(
    atlas: Atlas, window: Span, progress: Progress, pack: str | None, meanwhile: Callable[[], object]
) -> Report:
    """All checks; with a pack to try, only what it would flag on top of what is flagged already."""
    question = Question(atlas, window, load_packs())
    report = run_all(question, progress.say, meanwhile)
    if pack is None:
        return report
    adopted = bound_agreement(starter_pack(pack).agreement, {s.duty for s in atlas.shifts}, atlas.members)
    tried = atlas.with_(agreements=(*atlas.agreements, adopted))
    known = {finding.fingerprint for finding in report.findings}
    after = run_all(replace(question, atlas=tried), progress.say)
    return replace(after, findings=tuple(f for f in after.findings if f.fingerprint not in known))
