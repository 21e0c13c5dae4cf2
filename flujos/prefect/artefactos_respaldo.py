"""Lo que una persona ve en la página de Prefect al terminar un respaldo."""

from flujos.pasos.respaldo import Respaldo
from flujos.prefect.artefactos import cuadro, plano, ruta, texto


def anunciar_respaldo(hecho: Respaldo) -> None:
    """Dónde quedó el respaldo, cuánto ocupa y qué no lleva."""
    filas = (("Archivos", f"{hecho.archivos:,}"), ("Tamaño", f"{hecho.bytes / 1_000_000:,.1f} MB"))
    partes = [
        ruta(hecho.ruta),
        cuadro(("Respaldo", "Cuánto"), filas),
        "\n".join(f"- {plano(aviso)}" for aviso in hecho.avisos),
        "Quedó en la computadora donde corre el worker. Guarde una copia en otra: si el disco se "
        "daña, se van los dos.",
    ]
    texto("respaldo", "Respaldo del espacio de trabajo", "\n\n".join(p for p in partes if p))
