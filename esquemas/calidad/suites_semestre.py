"""Lo que se espera de las cifras del semestre, ya elegidas entre las fuentes (arts. 11, 12 y 14)."""

from esquemas.calidad.expectativas import Expectativa, entre
from esquemas.calidad.umbrales import Umbrales

DE_ENTREGAS: tuple[Expectativa, ...] = (
    entre("S001", "cifras_entregadas", "el formato o la exportación de su red", minimo=1, campo="cuenta"),
)
"""Quién no entregó; marco de ``comparacion.cuentas_del_semestre``."""

DE_FALTANTES: tuple[Expectativa, ...] = (
    entre(
        "S002",
        "no_entregada",
        "todas las cifras del art. 11",
        maximo=0,
        campo="metrica",
        muestra=("metrica",),
    ),
    entre(
        "S003",
        "sin_cobertura",
        "todos los días del semestre",
        maximo=0,
        campo="metrica",
        muestra=("metrica", "calculo"),
    ),
)
"""Qué falta de quien sí entregó; marco de ``comparacion.faltantes``."""


def de_evidencias(umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Copias de pantalla de las cuentas de Facebook (art. 11)."""
    return (
        entre(
            "S004",
            "n",
            f"{umbrales.capturas}",
            minimo=umbrales.capturas,
            campo="evidencias",
        ),
    )


def de_cifras(umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Rangos de lo que se obtuvo sumando; marco de ``comparacion.cifras_calculadas``."""
    return (
        entre(
            "S101",
            "sin_signo",
            "cero o un número positivo",
            minimo=0,
            campo="metrica",
            muestra=("metrica", "valor"),
        ),
        entre(
            "S102",
            "valor",
            f"a lo más {umbrales.maximo:,}",
            minimo=-umbrales.maximo,
            maximo=umbrales.maximo,
            campo="metrica",
            muestra=("metrica", "valor"),
        ),
    )


def de_saltos(umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Cambios frente al semestre anterior; marco de ``comparacion.saltos``."""
    esperado = f"un cambio de {umbrales.salto * 100:g} % o menos"
    return tuple(
        entre(
            codigo,
            f"cambio_{familia}",
            esperado,
            minimo=-umbrales.salto,
            maximo=umbrales.salto,
            campo="metrica",
            muestra=("metrica", "cambio") if familia == "otras" else ("cambio",),
        )
        for codigo, familia in (
            ("S301", "seguidores"),
            ("S302", "propios"),
            ("S303", "comunicacion_social"),
            ("S304", "otras"),
        )
    )


def de_empalme(umbrales: Umbrales) -> tuple[Expectativa, ...]:
    """Seguidores al inicio contra el cierre anterior; marco de ``comparacion.empalme``."""
    return (
        entre(
            "S305",
            "diferencia",
            f"una diferencia de {umbrales.tolerancia * 100:g} % o menos",
            minimo=-umbrales.tolerancia,
            maximo=umbrales.tolerancia,
            campo="seguidores_inicio",
            muestra=("cambio",),
        ),
    )
