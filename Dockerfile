# Imagen de Pertinencia: sirve al servidor y a los workers. compose.yaml dice cómo se juntan.
# Nada de aquí es secreto: las claves llegan al arrancar, por el ambiente o en .env del espacio de trabajo.
FROM python:3.12-slim

# La telemetría de las bibliotecas, apagada también en lo que se corra a mano dentro del contenedor.
ENV DO_NOT_TRACK=1 \
    PREFECT_SERVER_ANALYTICS_ENABLED=false \
    PREFECT_SERVER_UI_V2_ENABLED=false \
    GX_ANALYTICS_ENABLED=false \
    PYTHONUNBUFFERED=1 \
    PIP_ROOT_USER_ACTION=ignore \
    HOME=/var/lib/pertinencia

# Un número fijo: el dueño de la carpeta montada en /espacio debe ser el mismo (o dígase otro en compose.yaml).
RUN useradd --uid 10001 --user-group --home-dir /var/lib/pertinencia --create-home --shell /usr/sbin/nologin pertinencia \
    && install -d -o pertinencia -g pertinencia /espacio

WORKDIR /opt/pertinencia

# Primero lo que casi nunca cambia: con el mismo candado esta capa no se rehace.
COPY requisitos.lock ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requisitos.lock

# En su carpeta y no en site-packages: el worker carga los flujos de aquí, y aquí están prefect.yaml y lo demás.
COPY . .
RUN python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e . \
    && python -m pip check \
    && python -m compileall -q .

USER pertinencia
ENV PERTINENCIA_ESPACIO=/espacio
EXPOSE 4200

ENTRYPOINT ["pertinencia"]
CMD ["servidor", "--anfitrion", "0.0.0.0"]
