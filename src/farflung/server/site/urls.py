"""Every address of the site, one line a domain."""

from django.urls import URLPattern, URLResolver, include, path

from farflung.server.site.api.assembled import api
from farflung.server.site.api.documentation import docs, problems
from farflung.server.site.constitution import constitution
from farflung.server.site.demo import be
from farflung.server.site.releases import zones

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("farflung.server.ui.urls")),
    path("", include("farflung.server.clock.urls")),
    path("", include("farflung.server.org.urls")),
    path("", include("farflung.server.connect.urls")),
    path("", include("farflung.server.site.accounts.urls")),
    path("api/docs", docs, name="api_docs"),
    path("api/problems", problems, name="api_problems"),
    path("api/v1/", api.urls),
    path("company/zones", zones, name="zones"),
    path("constitution", constitution, name="constitution"),
    path("demo/be", be, name="be"),
]
