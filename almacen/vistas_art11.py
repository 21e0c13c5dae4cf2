"""Las tres tablas del artículo 11 como vistas: una fila por cuenta y semestre, una columna por letra."""

import re
import unicodedata

from esquemas.derivados import literal
from lineamientos import catalogo


def nombre_de_columna(letra: str, titulo: str, metrica: str, *, varias: bool) -> str:
    """Nombre de la columna: su letra y su título; con varias cifras, su letra y la cifra.

    >>> nombre_de_columna("D", "Impresión de los tweets", "impresiones", varias=False)
    'd_impresion_de_los_tweets'
    """
    base = metrica if varias else titulo
    plano = unicodedata.normalize("NFKD", base).encode("ascii", "ignore").decode().lower()
    nombre = re.sub(r"[^a-z0-9]+", "_", plano).strip("_")
    return f"{letra.lower()}_{nombre}" if letra else nombre


def consulta_art11(tabla: str) -> tuple[str, dict[str, str]]:
    """Consulta de una tabla del artículo 11 y el comentario de cada columna.

    Args:
        tabla: ``art11_x``, ``art11_facebook`` o ``art11_otras``.
    """
    columnas: dict[str, str] = {
        "semestre": "",
        "cuenta": "",
        "red": "",
        "nombre": "Nombre de la cuenta para mostrar.",
        "area": "",
    }
    cifras = []
    for columna in catalogo.COLUMNAS:
        if columna.tabla != tabla:
            continue
        for metrica in columna.metricas:
            nombre = nombre_de_columna(
                columna.letra, columna.titulo_oficial, metrica, varias=len(columna.metricas) > 1
            )
            m = catalogo.METRICAS[metrica]
            letra = f"Columna {columna.letra}" if columna.letra else "Si aplica"
            columnas[nombre] = (
                f"{letra}, «{columna.titulo_oficial}»: {m.descripcion}. Unidad: {m.unidad}. Vacío si falta; "
                "la razón está en «ausencias». Lineamientos, art. 11."
            )
            cifras.append(f"max(valor) FILTER (WHERE metrica = {literal(metrica)}) AS {nombre}")
    columnas["ausencias"] = "Cifras que faltan y por qué, separadas por punto y coma."
    metricas = ", ".join(literal(m) for c in catalogo.COLUMNAS if c.tabla == tabla for m in c.metricas)
    redes = ", ".join(literal(r) for r in catalogo.REDES if catalogo.tabla_de_red(r) == tabla)
    lista = ",\n       ".join(cifras)
    # Todos los nombres salen del catálogo, ninguno de fuera.
    sql = f"""SELECT semestre, cuenta, red, nombre, area,
       {lista},
       string_agg(titulo || ': ' || ausencia, '; ' ORDER BY metrica)
           FILTER (WHERE valor IS NULL AND metrica IN ({metricas})) AS ausencias
FROM cifras_vigentes
WHERE red IN ({redes})
GROUP BY ALL
ORDER BY semestre, cuenta"""  # noqa: S608
    return sql, columnas
