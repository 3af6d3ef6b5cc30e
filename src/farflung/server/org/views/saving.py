"""How a form becomes an action: what is refused stands at its field, what is done on the next page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from farflung.server.core.refusal import Refused
from farflung.server.org.forms.fields import add_refusal


def saved(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Whether the form holds and the action was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    return True


def on(request: HttpRequest, text: str | Promise, address: str, *args: Any) -> HttpResponse:
    """To the next page, which says what was done."""
    messages.success(request, str(text))
    return redirect(address, *args)


def tried(request: HttpRequest, act: Callable[[], Any], done: str | Promise) -> None:
    """A button without a form: the next page says that it was done, or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(done))


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *forms_on_it: forms.BaseForm
) -> HttpResponse:
    """A page; with the status of what cannot be processed where one of its forms is wrong."""
    wrong = request.method == "POST" and any(form.is_bound and form.errors for form in forms_on_it)
    return render(request, template, context, status=422 if wrong else 200)
