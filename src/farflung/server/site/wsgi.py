"""The site as a WSGI application; `farflung serve` runs it under gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "farflung.server.site.settings")
application = get_wsgi_application()
