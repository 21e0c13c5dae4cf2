PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export GX_ANALYTICS_ENABLED = false

.PHONY: instalar ejemplo pruebas revisar bancos fallas lock limpio

instalar: $(VENV)/.listo

# El ambiente se rehace cuando cambian el candado o el proyecto; nada más lo invalida.
$(VENV)/.listo: requisitos.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if (3,11) <= sys.version_info < (3,14) else "Se necesita Python 3.11, 3.12 o 3.13; use: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requisitos.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	touch $@

ejemplo: instalar
	$(BIN)/pertinencia ejemplo --espacio ejemplo

pruebas: instalar
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

revisar: instalar
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bancos: instalar
	$(BIN)/python -m tests.bancos
	$(BIN)/python -m tests.bancos.recoleccion
	$(BIN)/python -m tests.bancos.servidor
	$(BIN)/python -m tests.bancos.publicacion
	$(BIN)/python -m tests.bancos.calificacion
	$(BIN)/python -m tests.bancos.incertidumbre

fallas: instalar
	$(BIN)/python -m pytest tests/fallas -o 'norecursedirs=.*'

# Solo para quien mantiene: vuelve a resolver las versiones (necesita uv).
lock:
	uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requisitos.lock pyproject.toml
