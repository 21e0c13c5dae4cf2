"""La cobertura cifra por cifra como vista: si se tiene, de dónde salió o por qué falta, y quién la pide."""

from esquemas.derivados import literal
from lineamientos.ausencias import TITULOS
from lineamientos.catalogo_tablas import SUPLEMENTARIAS


def consulta_cobertura() -> str:
    """Consulta de la vista; las razones en palabras y lo que pide el art. 12 salen de ``lineamientos``."""
    razones = "\n            ".join(f"WHEN {literal(a)} THEN {literal(t)}" for a, t in TITULOS.items())
    suplementarias = ", ".join(
        f"({literal(red)}, {literal(metrica)})"
        for red, metricas in SUPLEMENTARIAS.items()
        for metrica in metricas
    )
    # Todos los nombres salen del catálogo, ninguno de fuera.
    return f"""WITH medidas AS (
    SELECT cuenta, semestre, metrica, fuente FROM mediciones WHERE valor IS NOT NULL
    UNION
    SELECT cuenta, year(fecha)::VARCHAR || CASE WHEN month(fecha) <= 6 THEN '-1' ELSE '-2' END,
           metrica, fuente
    FROM diarias WHERE valor IS NOT NULL
),
otras AS (
    SELECT m.cuenta, m.semestre, m.metrica, string_agg(m.fuente, ',' ORDER BY m.fuente) AS otras_fuentes
    FROM medidas m
    JOIN cifras_vigentes c ON c.cuenta = m.cuenta AND c.semestre = m.semestre AND c.metrica = m.metrica
                          AND c.fuente IS DISTINCT FROM m.fuente
    GROUP BY ALL
)
SELECT c.semestre, c.cuenta, c.red, c.nombre, c.area, c.metrica, c.titulo,
       CASE WHEN t.letra = '' THEN 'articulo_11_si_aplica' WHEN t.letra IS NOT NULL THEN 'articulo_11'
            WHEN (c.red, c.metrica) IN ({suplementarias})
            THEN 'articulo_12' ELSE 'no_pedida' END AS pedida,
       nullif(t.letra, '') AS letra, c.valor IS NOT NULL AS con_cifra, c.fuente, c.calculo, c.ausencia,
       CASE c.ausencia
            {razones} END AS razon,
       o.otras_fuentes, c.lote
FROM cifras_vigentes c
LEFT JOIN catalogo t ON t.red = c.red AND t.metrica = c.metrica AND t.definicion = c.definicion
LEFT JOIN otras o ON o.cuenta = c.cuenta AND o.semestre = c.semestre AND o.metrica = c.metrica"""  # noqa: S608
