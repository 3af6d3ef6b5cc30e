"""The addresses of the shell itself."""

from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

urlpatterns = [path("language", require_POST(set_language), name="set_language")]
