"""Fifty requests a second for a minute on a served site of 5,000 people: how long they take, what fails.

The site is `farflung demo --serve` as anybody starts it, with its database; whoever asks is one of the cast.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from benchmarks.load import Answer, Ask, Load, at, table

RATE, SECONDS, SEED = 50.0, 60.0, 20270301
PROMISED = 100.0
"""Milliseconds in which 95 of 100 answers of each page are to be there."""

PROCESSES = 2
"""Web processes of the site: one for each processor of the machine that figures are told of."""

WHO = ("Ana", "Wei", "Mei-Ling", "Jack", "Salma", "Ravi")
WORDS = ("ana", "pay", "lisbon", "en", "kyc", "engineer", "mei", "support portuguese", "tokyo", "zz")
_CODE = r"[0-9a-f]{8}-[0-9a-f-]{27}"
Draw = Callable[[random.Random], Ask]


@contextmanager
def served() -> Iterator[int]:
    """The demo, served until the end of the block; its port."""
    folder = Path(tempfile.mkdtemp(prefix="farflung-load-"))
    words = ["demo", "--serve", "--out", str(folder / "files"), "--data", str(folder / "data")]
    env = {**os.environ, "FARFLUNG_ADDRESS": "127.0.0.1:0", "PYTHONUNBUFFERED": "1"}
    env.setdefault("FARFLUNG_PROCESSES", str(PROCESSES))
    site = subprocess.Popen(
        [sys.executable, "-m", "farflung", *words], env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        yield _port(site)
    finally:
        site.send_signal(signal.SIGINT)
        site.communicate(timeout=60)
        shutil.rmtree(folder)


def _port(site: "subprocess.Popen[str]") -> int:
    assert site.stdout is not None
    for line in site.stdout:
        if found := re.search(r"ready: http://127\.0\.0\.1:(\d+)/", line):
            return int(found.group(1))
    raise SystemExit("the demo did not start")


def signed_in(port: int, name: str) -> str:
    """The cookies of one of the cast."""
    site, cookies = f"http://127.0.0.1:{port}", CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    browser.addheaders = [("Referer", f"{site}/")]
    page = browser.open(f"{site}/sign-in").read().decode()
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1]
    (who,) = re.findall(rf'value="({_CODE})"[^>]*><bdi>{name}</bdi>', page)
    data = urlencode({"csrfmiddlewaretoken": token, "who": who, "next": "/password"}).encode()
    browser.open(Request(f"{site}/demo/be", data)).read()  # noqa: S310 - of this machine, over http
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)


def draws(port: int) -> dict[str, Draw]:
    """How a request of each page is drawn; pages that this site does not have are left out."""
    cookies = [signed_in(port, name) for name in WHO]
    teams = sorted(set(re.findall(rf'href="(/teams/{_CODE})"', _text(port, "/teams", cookies[0]))))
    paths: dict[str, Callable[[random.Random], str]] = {
        "My day": lambda _: "/",
        "Now": lambda _: "/now",
        "a team": lambda chance: chance.choice(teams) if teams else "/teams/none",
        "search for people": lambda chance: f"/people?q={quote(chance.choice(WORDS))}",
    }
    known = {page: path for page, path in paths.items() if _text(port, path(random.Random(0)), cookies[0])}
    for page in paths.keys() - known.keys():
        print(f"This site has no page: {page}.")
    return {page: _draw(page, path, cookies) for page, path in known.items()}


def _draw(page: str, path: Callable[[random.Random], str], cookies: list[str]) -> Draw:
    return lambda chance: Ask(page, path(chance), chance.choice(cookies))


def _text(port: int, path: str, cookies: str) -> str:
    """A page; empty where there is none."""
    asking = Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookies})
    try:
        return str(build_opener().open(asking, timeout=60).read().decode())
    except OSError:
        return ""


def opened(port: int) -> list[Answer]:
    """Opens the page of every team, one after the other, in each process and on each side of midnight.

    Connections stay with a process, and the site shares them evenly: one for each process reaches all.
    """
    cookies = [signed_in(port, name) for name in ("Ana", "Wei")]
    teams = sorted(set(re.findall(rf'href="(/teams/{_CODE})"', _text(port, "/teams", cookies[0]))))
    asked = [Ask("a team", path, who) for who in cookies for path in teams]
    loads = [Load("127.0.0.1", port) for _ in range(PROCESSES)]
    answers = [load.once(ask) for ask in asked for load in loads]
    return answers[: len(teams) * PROCESSES]


def measured(rate: float, seconds: float) -> list[Answer]:
    """Warms the site up, then asks: what a day's first reader of a page waits for is told apart."""
    with served() as port:
        by_page = draws(port)
        pages, load = list(by_page.values()), Load("127.0.0.1", port)
        first = [answer.seconds * 1e3 for answer in opened(port)]
        took = f"{median(first):.0f} ms (95 of 100: {sorted(first)[len(first) * 95 // 100]:.0f})"
        print(f"The first opening of each team in each process, {len(first)}, took {took}, one at a time.")
        load.run(lambda chance: chance.choice(pages)(chance), 10.0, 10.0, SEED)
        return load.run(lambda chance: chance.choice(pages)(chance), rate, seconds, SEED + 1)


def main(rate: float = RATE, seconds: float = SECONDS) -> int:
    """Prints the table; 1 where an answer was wrong."""
    answers = measured(rate, seconds)
    print(f"{len(answers):,} requests in {seconds:g} s, {rate:g} a second on average, at random moments\n")
    print(table(answers))
    slow = [
        page
        for page in sorted({each.page for each in answers})
        if at([each for each in answers if each.page == page], 0.95) >= PROMISED
    ]
    print(f"\np95 under {PROMISED:g} ms: {'kept' if not slow else 'not by ' + ', '.join(slow)}")
    wrong = Counter(answer.wrong for answer in answers if answer.wrong)
    for what, count in wrong.most_common():
        print(f"{count} x {what}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:3])))
