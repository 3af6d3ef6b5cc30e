"""A site whose processes are killed at random while somebody works on it, and what must hold afterwards.

Who works writes down what was acknowledged, that is: answered with the page that follows success. Whatever
was acknowledged must be there in the end; whatever was not may be there, once.
"""

import os
import random
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psycopg

from farflung.server.core.database import embedded_url
from tests.server.site.running import Served, below, eventually, postmaster, processes
from tests.server.site.visiting import Visitor

PEOPLE_OF_AN_IMPORT = 5
_INPUT = re.compile(r'<input type="(?:text|email)"[^>]*>')
_NAME, _VALUE = re.compile(r' name="(\w+)"'), re.compile(r' value="([^"]*)"')


@dataclass(slots=True)
class Killer:
    """Kills with -9, in the middle of something: the web process, its inner one, the worker, the database."""

    site: Served
    data: Path
    chance: random.Random
    killed: list[str] = field(default_factory=list)
    dead: set[int] = field(default_factory=set)
    dying: set[int] = field(default_factory=set)

    @contextmanager
    def within(self, seconds: float, victims: Sequence[str]) -> Iterator[None]:
        """Kills one of them at a moment of the block, which takes so long, or right after it, when a worker
        is at what was left to it; then waits for the site."""
        victim, moment = self.chance.choice(victims), self.chance.uniform(0, 1.5 * seconds)
        timer = threading.Timer(moment, self._kill, [victim])
        timer.start()
        yield
        timer.join()
        # What a dying database had under way it may answer yet; ready is who has the next one.
        eventually(lambda: self._database() not in self.dead, 120)
        # So does an inner process whose parent was killed: it ends in its own time.
        eventually(lambda: not self.dying & processes().keys(), 120)
        until_ready(self.site)

    def _kill(self, victim: str) -> None:
        # Somebody who is just being started again is no victim this time.
        with suppress(ProcessLookupError, FileNotFoundError, StopIteration, IndexError):
            pid = self._pid(victim)
            self.dying.update(below(pid) if victim == "web" else ())
            os.kill(pid, signal.SIGKILL)
            self.killed.append(victim)
            self.dead.add(pid)

    def _database(self) -> int:
        with suppress(FileNotFoundError, IndexError):
            return postmaster(self.data)
        return next(iter(self.dead), 0)

    def _pid(self, victim: str) -> int:
        if victim == "database":
            return postmaster(self.data)
        children = [pid for pid, (parent, _) in processes().items() if parent == self.site.process.pid]
        web = next(pid for pid in children if below(pid))
        if victim == "inner":
            return next(iter(below(web)))
        return web if victim == "web" else next(pid for pid in children if pid != web)


def until_ready(site: Served) -> None:
    """Waits until the site serves again."""
    eventually(lambda: site.ask("/readyz")[0] == 200, 120)


@dataclass(slots=True)
class Work:
    """Somebody of people operations at work, and what of it was acknowledged, as each deed says."""

    site: Served
    visitor: Visitor
    person: str
    added: dict[str, bool] = field(default_factory=dict)
    jobs: list[tuple[str, bool]] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    def add(self, number: int) -> bool:
        """Somebody new."""
        key = f"A{number}"
        self.added[key] = self._tried(
            lambda: self._sent(
                "/company/people/new",
                "/company/people",
                name=f"Added {number}",
                key=key,
                place="Lisbon, Portugal",
            )
        )
        return self.added[key]

    def edit(self, number: int) -> bool:
        """Another job for one person."""
        path, job = f"/company/people/{self.person}", f"job {number}"
        self.jobs.append((job, self._tried(lambda: self._sent(path, path, job=job))))
        return self.jobs[-1][1]

    def bring(self, number: int) -> bool:
        """An import of new people, read and accepted."""
        rows = "".join(
            f"I{number}-{n},Brought {number} {n},brought{number}.{n}@polaris.example,Lisbon,Portugal\n"
            for n in range(PEOPLE_OF_AN_IMPORT)
        )
        text = f"id,name,email,city,country\n{rows}".encode()
        if not self._tried(lambda: self.visitor.bring("/company/imports", "new.csv", text)[0] == 200):
            return False
        path = self.visitor.at
        known = self._tried(lambda: self._accept(path))
        if known:
            self.accepted.append(path.rpartition("/")[2])
        return known

    @property
    def acknowledged(self) -> tuple[int, int, int]:
        """How many people were added, edits made and imports accepted."""
        return sum(self.added.values()), sum(known for _, known in self.jobs), len(self.accepted)

    def settle(self, data: Path) -> bool:
        """Whether all that was accepted is applied. What failed, because its worker died again and again, is
        read and accepted once more, as anybody would; nothing else needs anybody."""
        states = dict(asked(data, "SELECT code::text, state FROM org_importbatch"))
        if "applying" in states.values():
            return False
        left = [code for code in self.accepted if states[code] != "applied"]
        for code in left:
            path = f"/company/imports/{code}"
            assert states[code] == "failed" or code in self.failed, f"import {code} is {states[code]} again"
            self.failed.add(code)
            if states[code] == "failed":
                self._tried(partial(self._sent, path, path))
            self._tried(partial(self._accept, path))
        return not left

    def _accept(self, path: str) -> bool:
        return self._sent(path, path, f"{path}/accept")

    def _sent(self, page: str, then: str, action: str = "", **fields: str) -> bool:
        """Whether a form, as it is on its page but for these fields, led to the page that follows success."""
        status, text = self.visitor.get(page)
        if status != 200:
            return False
        status, _ = self.visitor.send(page, action or page, **{**_typed(text), **fields})
        return (status, self.visitor.at) == (200, then)

    def _tried(self, what: Callable[[], bool]) -> bool:
        """Whether it was acknowledged; where nobody answered, waits until somebody does."""
        try:
            return what()
        except (OSError, HTTPException):
            until_ready(self.site)
            return False


def _typed(text: str) -> dict[str, str]:
    """What stands in the fields of a page."""
    found = {}
    for tag in _INPUT.findall(text):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    return found


def asked(data: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database of a running site says. A site is ready a moment longer than a database that died."""
    until = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(embedded_url(data)) as asking:
                return asking.execute(question.encode(), values).fetchall()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)


def taken_up_again(data: Path) -> int:
    """How many imports a worker died at that another came through with."""
    question = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'org.apply_import' AND attempts > 1"
    ((count,),) = asked(data, question)
    return int(count)


def must_hold(data: Path, work: Work) -> None:
    """Nothing that was acknowledged is lost, nothing is there twice."""
    added = [str(key) for (key,) in asked(data, "SELECT key FROM org_person WHERE key LIKE 'A%%'")]
    assert {key for key, known in work.added.items() if known} <= set(added) <= set(work.added)
    told = asked(
        data,
        "SELECT p.key, count(*) FROM org_person p JOIN core_auditentry a ON a.about = p.code "
        "AND a.action = 'person.add' WHERE p.key LIKE 'A%%' GROUP BY p.key",
    )
    assert dict(told) == dict.fromkeys(added, 1), "each of them once, with one entry that says so"
    _last_edit(data, work)
    _imports(data, work)


def _last_edit(data: Path, work: Work) -> None:
    ((job,),) = asked(data, "SELECT job FROM org_person WHERE code = %s", work.person)
    assert [known for _, known in work.jobs].count(True) > 1
    last = max(n for n, (_, known) in enumerate(work.jobs) if known)
    assert job in {job for job, _ in work.jobs[last:]}, "the last edit that was acknowledged, or a later one"


def _imports(data: Path, work: Work) -> None:
    states = dict(asked(data, "SELECT code::text, state FROM org_importbatch"))
    assert {code: states[code] for code in work.accepted if states[code] != "applied"} == {}
    applied = {code for code, state in states.items() if state == "applied"}
    counted = asked(
        data,
        "SELECT b.code::text, (SELECT count(*) FROM core_auditentry a WHERE a.subject_code = b.code "
        "AND a.action = 'import.apply'), b.done = b.total FROM org_importbatch b WHERE b.state = 'applied'",
    )
    assert set(counted) == {(code, 1, True) for code in applied}, "each was applied once"
    ((brought, different),) = asked(
        data, "SELECT count(*), count(DISTINCT split_part(key, '-', 1)) FROM org_person WHERE key LIKE 'I%%'"
    )
    assert brought == PEOPLE_OF_AN_IMPORT * int(str(different)), "an import is there whole or not at all"
