"""El conector de X contra el simulador: con fallas lee lo mismo que sin ellas y cobra lo que se le cobró."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import polars as pl
import pytest
from pedidos_x import INICIO

from conectores.comun.conector import Conector
from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import Consulta, Etapa, PaginaLeida
from conectores.comun.entorno import Entorno
from conectores.comun.errores import Definitivo
from conectores.comun.secretos import Secreto
from conectores.comun.vista import CuentaApi, Vista
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase, PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from conectores.x import CredencialesX, crear
from lineamientos.semestres import Semestre

AHORA = INICIO + timedelta(days=20)
SEMESTRES = (Semestre(2026, 2),)
FICHA = "MARCA-DE-LA-FICHA"


class Reloj:
    """El mismo para el conector y el simulador: dormir lo adelanta."""

    def __init__(self) -> None:
        self.instante = AHORA

    def ahora(self) -> datetime:
        return self.instante

    def dormir(self, segundos: float) -> None:
        self.instante += timedelta(seconds=segundos)


def vista(nucleo: Nucleo) -> Vista:
    cuentas = tuple(
        CuentaApi(c.cuenta, "x", c.usuario, c.id_plataforma if k % 2 else None, c.central)
        for k, c in enumerate(nucleo.cuentas("x"))
    )
    conocidas = [
        (c.cuenta, p.id_publicacion, p.publicada_en, p.publicada_en, None)
        for c in nucleo.cuentas("x")[:2]
        for p in nucleo.publicaciones(c)
    ]
    frescas = pl.DataFrame(conocidas, schema=PUBLICACIONES_CONOCIDAS, orient="row")
    return Vista(AHORA, SEMESTRES, cuentas, {}, frescas)


def paginas(conector: Conector, consulta: Consulta, cargos: Counter[str]) -> Iterator[PaginaLeida]:
    cursor: str | None = None
    while True:
        for _ in range(3):  # otra corrida retoma lo que una falla definitiva dejó abierto
            try:
                respuesta = conector.pedir(consulta, cursor)
                break
            except Definitivo:
                continue
        else:
            pytest.fail("la consulta no acabó saliendo bien")
        cargos.update(respuesta.cargos)
        yield PaginaLeida("p", respuesta.cuerpo, AHORA)
        cursor = conector.siguiente(consulta, cursor, respuesta.cuerpo)
        if cursor is None:
            return


def recolectar(plan: PlanDeFallas, ortografia: str) -> tuple[list[pl.DataFrame], Counter[str], Simulador]:
    reloj = Reloj()
    nucleo = Nucleo(FuentePareja(15, 230, ["x"], INICIO, timedelta(hours=2)), AHORA)
    escenario = Escenario(fichas={"x": frozenset((FICHA,))}, inexistentes=frozenset(("x_000003",)))
    cargos: Counter[str] = Counter()
    marcos: list[pl.DataFrame] = []
    with Simulador(nucleo, escenario, plan, reloj=reloj.ahora) as simulador:
        entorno = Entorno(reloj.ahora, reloj.dormir, bases=simulador.bases, tiempo_limite=(5.0, 1.5))
        conector = crear(entorno, CredencialesX(Secreto(FICHA), ortografia))
        lo_sabido = vista(nucleo)
        cuentas = {c.cuenta: c for c in lo_sabido.cuentas}
        for etapa in Etapa:
            for consulta in conector.planear(etapa, lo_sabido):
                leidas = list(paginas(conector, consulta, cargos))
                dada = conector.normalizar(consulta, leidas, cuentas, SEMESTRES)
                # La fila es el lugar en la página, que los duplicados no cambian en lo demás.
                marcos += [
                    m.drop("fila", strict=False)
                    for m in (
                        dada.perfiles,
                        dada.publicaciones,
                        dada.menciones,
                        dada.diarias,
                        dada.recolecciones,
                    )
                ]
    return marcos, cargos, simulador


@pytest.mark.parametrize("ortografia", ["tweet", "post"])
def test_con_fallas_de_todas_las_clases_se_lee_lo_mismo(ortografia: str) -> None:
    limpias, cargos, sin_fallas = recolectar(PlanDeFallas(), ortografia)
    assert cargos == sin_fallas.contabilidad.cargos("x")
    sucias, con_cargos, simulador = recolectar(PlanDeFallas(8, 0.6, demora_s=2.0), ortografia)
    assert len(limpias) == len(sucias)
    for limpia, sucia in zip(limpias, sucias, strict=True):
        assert limpia.equals(sucia)
    assert con_cargos == simulador.contabilidad.cargos("x")
    assert len(simulador.contabilidad.fallas("x")) >= 7
    assert simulador.contabilidad.secretos_en_url == 0


def test_cada_publicacion_se_cobra_una_vez_por_lectura() -> None:
    _, cargos, simulador = recolectar(PlanDeFallas(), "tweet")
    nucleo = simulador.contexto.nucleo
    con_id = [c for k, c in enumerate(nucleo.cuentas("x")) if k % 2 and c.cuenta != "x_000003"]
    listadas = sum(len(nucleo.publicaciones(c)) for c in con_id)
    menciones = sum(len(nucleo.menciones(c, INICIO - timedelta(days=9), AHORA)) for c in con_id)
    edades = len(
        nucleo.publicaciones(nucleo.cuentas("x")[1], hasta=AHORA - timedelta(days=1) + timedelta(seconds=1))
    )
    assert cargos == {"usuario_leido": 14, "post_leido": listadas + menciones + edades}


def test_las_clases_que_se_ven_son_las_del_plan() -> None:
    _, _, simulador = recolectar(PlanDeFallas(8, 0.5, [Clase.SERVIDOR, Clase.LIMITE]), "tweet")
    assert simulador.contabilidad.fallas("x").keys() == {Clase.SERVIDOR, Clase.LIMITE}
