"""Django's settings, made of the environment alone (`core/environment.py`).

No default zone or country: TIME_ZONE is UTC because that is how instants are kept; what a reader sees is in
the reader's own zone. No default language: English is what the texts are written in; whoever chooses nothing
gets what their browser asks for.
"""

from pathlib import Path

from farflung.server.core.database import database_url, django_database
from farflung.server.core.environment import read_environment
from farflung.server.core.secret import kept_secret

ENVIRONMENT = read_environment()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key or kept_secret(ENVIRONMENT.data)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "farflung.server.site.urls"
WSGI_APPLICATION = "farflung.server.site.wsgi.application"
AUTH_USER_MODEL = "core.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "farflung.server.core",
    "farflung.server.ui",
    "farflung.server.org",
    "farflung.server.clock",
    "farflung.server.connect",
    "farflung.server.site",
]

MIDDLEWARE = [
    "farflung.server.core.probes.probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "farflung.server.core.middleware.request_frame",
    "farflung.server.core.api.frame.problems_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before whoever reads a body, as the next one does for its token.
    "farflung.server.site.door.front_door",
    "django.middleware.csrf.CsrfViewMiddleware",
    "farflung.server.ui.middleware.language_of_request",
    "farflung.server.site.second_step.second_step",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

_LOADERS = [
    (
        "template_partials.loader.Loader",
        [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": _LOADERS,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "farflung.server.site.context.shell",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "farflung.server.ui.templatetags.ui",
                "farflung.server.ui.templatetags.kept",
            ],
        },
    }
]

DATABASES = {"default": django_database(database_url(ENVIRONMENT))}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
FORMAT_MODULE_PATH = "farflung.server.ui.formats"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [Path(__file__).parent.parent / "ui" / "locale"]
LANGUAGE_COOKIE_NAME = "farflung_language"
LANGUAGE_COOKIE_AGE = 400 * 86400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

PASSWORD_HASHERS = [
    # Needs memory as well as time, so that a stolen table is no easy prey; it ships with Python.
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["farflung.server.core.sessions.Accounts"]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "farflung.server.core.sessions"
SESSION_COOKIE_NAME = "farflung_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 86400
CSRF_COOKIE_NAME = "farflung_csrf"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
LONGEST_REQUEST_LINE = 8190
"""Letters of its first line, with method and version. A time for two hundred people is asked for by an
address that names each of them."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler",
                        "django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # fmt: skip

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING_CONFIG = "farflung.server.core.logs.configure"
LOGGING = {"level": ENVIRONMENT.log_level}
