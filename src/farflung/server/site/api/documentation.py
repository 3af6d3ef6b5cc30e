"""The operations as a page that can be tried: ours, in the place of a script of a megabyte and a half.

A reader who is signed in tries what may be read without any script at all; the script sends the rest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from farflung.server.core.api.door import SCOPE_TEXTS
from farflung.server.core.api.kinds import KINDS
from farflung.server.org.access import Role, require
from farflung.server.site.api.assembled import api
from farflung.server.site.api.samples import sample, type_text


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of the address, or behind its question mark."""

    name: str
    where: str
    type: str
    required: bool
    text: str


_LONG: Final = 200
"""Letters of a shape that is worth pointing to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers: its shape, or the id and the name of another one that answers the same."""

    status: str
    shape: str
    same_as: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation. `body` is an example of what is sent, "" for none; `upload`: files are."""

    id: str
    method: str
    path: str
    title: str
    text: str
    scope: str
    parameters: tuple[Parameter, ...]
    body: str
    upload: bool
    answers: tuple[Answer, ...]


@cache
def operations() -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """All of them by tag, in the order of the routers."""
    schema = api.get_openapi_schema()
    found: dict[str, list[Shown]] = {}
    for path, ways in schema["paths"].items():
        for method, operation in ways.items():
            shown = _shown(method, path, operation, schema["components"]["schemas"])
            found.setdefault(operation["tags"][0], []).append(shown)
    return tuple(_once(found.items()))


def _once(groups: Iterable[tuple[str, list[Shown]]]) -> Iterator[tuple[str, tuple[Shown, ...]]]:
    """Each long shape where it first stands on the page; after that, where it stands."""
    first: dict[str, tuple[Shown, str]] = {}
    for tag, shown in groups:
        yield (
            tag,
            tuple(
                replace(one, answers=tuple(_as_before(answer, one, first) for answer in one.answers))
                for one in shown
            ),
        )


def _as_before(answer: Answer, one: Shown, first: dict[str, tuple[Shown, str]]) -> Answer:
    here = one, answer.status
    before, status = first.setdefault(answer.shape, here) if len(answer.shape) > _LONG else here
    if (before, status) == here:
        return answer
    return Answer(answer.status, "", before.id, f"{before.method} {before.path}")


def _shown(method: str, path: str, operation: Mapping[str, Any], parts: Mapping[str, Any]) -> Shown:
    sent = operation.get("requestBody", {}).get("content", {})
    schema = sent.get("application/json", {}).get("schema")
    body = _json(sample(schema, parts)) if schema else ""
    return Shown(
        id=operation["operationId"].replace(".", "-"), method=method.upper(), path=path,
        title=operation["summary"], text=operation.get("description", ""), scope=operation["x-scope"],
        parameters=tuple(_parameter(one, parts) for one in operation.get("parameters", ())), body=body,
        upload="multipart/form-data" in sent, answers=tuple(_answers(operation, parts)),
    )  # fmt: skip


def _parameter(one: Mapping[str, Any], parts: Mapping[str, Any]) -> Parameter:
    text = one.get("description", "")
    return Parameter(one["name"], one["in"], type_text(one["schema"], parts), one["required"], text)


def _answers(operation: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[Answer]:
    for status, answer in operation["responses"].items():
        if int(status) < 400:
            content = answer.get("content", {}).get("application/json", {})
            shape = _json(sample(content["schema"], parts)) if content else ""
            yield Answer(str(status), shape)


def _json(value: Any) -> SafeString:
    """For the inside of an element, where a quotation mark may stay: escaped it is six letters."""
    return SafeString(escape(json.dumps(value, indent=1), quote=False))


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The page, for who works here."""
    require(request, Role.MEMBER, Role.OPERATOR)
    page = {"groups": operations(), "scopes": [(scope.value, text) for scope, text in SCOPE_TEXTS.items()]}
    return render(request, "site/api_docs.html", page)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What may be answered instead of what was asked; `type` of a problem leads here."""
    require(request, Role.MEMBER, Role.OPERATOR)
    shown = [(kind, _(kind.title), _(kind.meaning)) for kind in KINDS]
    return render(request, "site/api_problems.html", {"kinds": shown})
