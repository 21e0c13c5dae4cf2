"""Bloques Secret de Prefect, para las credenciales que no están en el ambiente ni en ``.env``."""

from prefect.blocks.system import Secret


def del_bloque(nombre: str) -> str | None:
    """El valor del bloque que se llama como la variable, en minúsculas y con guiones, o ``None``.

    ``PERTINENCIA_X_TOKEN`` se busca en ``pertinencia-x-token``.
    """
    try:
        bloque = Secret.load(nombre.lower().replace("_", "-"))
    except ValueError:
        # Así dice Prefect que no hay un bloque con ese nombre.
        return None
    valor = bloque.get()  # type: ignore[union-attr]
    return valor if isinstance(valor, str) else None
