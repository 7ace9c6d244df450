# One image for every process of Lantian: the command says which one it is.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r /requirements.lock

FROM python:3.11-slim-bookworm
COPY --from=packages /venv /venv
# The folders exist and belong to the user, so that volumes mounted there do too.
RUN useradd --system --uid 10001 --home-dir /app lantian \
    && install -d -o lantian -g lantian -m 0700 /data /keys
WORKDIR /app
COPY shared/ shared/
COPY services/ services/
COPY gateway/ gateway/
COPY lantian/ lantian/
COPY packs/ packs/
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LANTIAN_DATA=/data LANTIAN_KEYS=/keys LANTIAN_HOST=0.0.0.0
USER lantian
VOLUME ["/data", "/keys"]
EXPOSE 8000
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "lantian"]
# Alone it is the embedded mode: everything in one process, for one office.
CMD ["up"]
