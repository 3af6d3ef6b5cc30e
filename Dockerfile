# The server in a container: one image, run as web (`farflung serve --workers 0`) or as worker (`farflung worker`).
# It wants DATABASE_URL; `compose.yaml` has all of it together.

FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY requirements requirements
COPY src src
# Everything from outside is named by hash; our own package is built without fetching anything more.
RUN python -m venv /app \
 && /app/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/server.txt \
 && /app/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
 && /app/bin/python -m compileall -q /app/lib

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /var/lib/farflung farflung
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    FARFLUNG_DATA=/var/lib/farflung \
    FARFLUNG_ADDRESS=0.0.0.0:8000
USER farflung
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD \
  ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["farflung", "serve", "--workers", "0"]
