"""A browser without pictures: keeps cookies, fills in forms, over a real connection."""

import re
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener


class Visitor:
    """Somebody at a browser. `cookies` may be shared, as between two addresses of one site.

    `at` is the path of the page that was answered last, redirects followed.
    """

    def __init__(self, port: int, cookies: CookieJar | None = None) -> None:
        self.cookies = CookieJar() if cookies is None else cookies
        self._site = f"http://127.0.0.1:{port}"
        self._browser = build_opener(HTTPCookieProcessor(self.cookies))
        self._browser.addheaders = [("Referer", f"{self._site}/")]
        self.at = ""

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page, redirects followed."""
        return self._ask(path)

    def send(self, page: str, action: str, **fields: str) -> tuple[int, str]:
        """Sends a form of a page, with the token that the page has for it."""
        data = urlencode({"csrfmiddlewaretoken": self._token(page), **fields}).encode()
        return self._ask(action, data)

    def bring(self, page: str, name: str, data: bytes) -> tuple[int, str]:
        """Sends a file with the form of a page."""
        parts = {
            'name="csrfmiddlewaretoken"': self._token(page).encode(),
            f'name="files"; filename="{name}"\r\nContent-Type: text/csv': data,
        }
        body = b"".join(
            b"--edge\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), value)
            for head, value in parts.items()
        )
        return self._ask(page, body + b"--edge--\r\n", "multipart/form-data; boundary=edge")

    def be(self, name: str) -> None:
        """Becomes one of the cast of a demo."""
        found = re.search(rf'value="([0-9a-f-]{{36}})"[^>]*><bdi>{name}</bdi>', self.get("/sign-in")[1])
        assert found, name
        self.send("/sign-in", "/demo/be", who=found.group(1), next="/password")

    def _token(self, page: str) -> str:
        status, text = self.get(page)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        if token is None:
            raise ConnectionError(f"no form on {page}: status {status}")
        return token.group(1)

    def _ask(self, path: str, data: bytes | None = None, kind: str = "") -> tuple[int, str]:
        headers = {"Content-Type": kind} if kind else {}
        request = Request(f"{self._site}{path}", data, headers)  # noqa: S310 - of this machine, over http
        try:
            with self._browser.open(request, timeout=20) as answer:
                self.at = urlsplit(answer.geturl()).path
                return int(answer.status), answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
