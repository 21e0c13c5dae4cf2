"""Con tres de cada diez respuestas malas, de todas las clases, se guarda lo mismo que si ninguna lo fuera."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from conectores.simulador.contabilidad import Contabilidad
from conectores.simulador.fallas import Clase
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from tests.flujos.apoyo_fallas import PlanParejo
from tests.flujos.apoyo_recoleccion import REDES, TABLAS, crear_espacio, en, foto, hasta_terminar

_INICIO = datetime(2026, 9, 1, 12, tzinfo=UTC)
_MOMENTOS = (_INICIO + timedelta(days=9), _INICIO + timedelta(days=14))
_SEMILLA, _PROPORCION = 20260901, 0.3
_LIMITE, _DEMORA, _TARDIAS = (10.0, 5.0), 8.0, 2
"""El tope de lectura deja contestar a una máquina cargada: solo se corta lo que tarda a propósito."""

_DEL_RECORRIDO = {t: ("archivo", "fila") for t in TABLAS if t not in ("recolecciones", "lotes")} | {
    "lotes": ("sha256", "bytes")
}
"""En qué página y en qué lugar de ella vino cada cosa, y la huella de las páginas.

Dependen de lo que pasó en el camino: de un lote de Meta en que falló una parte se vuelve a pedir solo esa, y
llega en otra página; una página con elementos repetidos mide más. Todo lo demás debe ser igual.
"""


def test_con_respuestas_malas_se_guarda_lo_mismo_que_sin_ellas(tmp_path: Path) -> None:
    fuente = FuentePareja(24, 100, REDES, _INICIO, timedelta(hours=3))
    fotos = []
    for nombre, plan in (
        ("sanas", None),
        ("malas", PlanParejo(_SEMILLA, _PROPORCION, demora_s=_DEMORA, tardias=_TARDIAS)),
    ):
        with Simulador(Nucleo(fuente, _INICIO), plan=plan) as simulador:
            espacio = crear_espacio(tmp_path / nombre, fuente, simulador.base)
            for momento in _MOMENTOS:
                hasta_terminar(espacio, simulador, momento, tiempo_limite=_LIMITE)
            fotos.append(foto(en(espacio, _MOMENTOS[-1]), _DEL_RECORRIDO))
            contabilidad = simulador.contabilidad
    sanas, malas = fotos
    for tabla in TABLAS:
        assert malas[tabla] == sanas[tabla], tabla
        assert sanas[tabla]
    _fallo_de_todo(contabilidad)


def _fallo_de_todo(contabilidad: Contabilidad) -> None:
    redes = (*REDES, "meta", "oauth")
    fallas = Counter[str]()
    for red in redes:
        fallas.update(contabilidad.fallas(red))
    assert set(fallas) == set(Clase)
    proporcion = fallas.total() / sum(contabilidad.recibidas(r) for r in redes)
    assert abs(proporcion - _PROPORCION) < 0.08, proporcion
