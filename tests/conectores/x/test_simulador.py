"""De punta a punta contra el simulador: lo que se guarda, lo que cuesta y que las fallas no lo cambian."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
import uvicorn
from fabrica_x import S1, S2
from fastapi import FastAPI

from conectores.comun.conector import Conector
from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import Consulta, Etapa, PaginaLeida
from conectores.comun.entorno import Entorno
from conectores.comun.lectura import LecturaApi
from conectores.comun.llamadas import Intento, Politica
from conectores.comun.secretos import Secreto
from conectores.comun.vista import Avance, CuentaApi, Vista
from conectores.simulador.contabilidad import Contabilidad
from conectores.simulador.contexto import ContextoSimulado
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import DEFINITIVAS, Clase, PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.x import rutas
from conectores.x import CredencialesX, crear, verificar

TOKEN = "SECRETO-marcado-x-4417"  # noqa: S105 - inventado, para buscarlo en todo
INICIO = datetime(2026, 6, 20, 15, tzinfo=UTC)
CADA = timedelta(hours=4)
PROGRAMADA = datetime(2026, 8, 10, 12, tzinfo=UTC)
CUENTAS, POR_CUENTA = 5, 230
PASAJERAS = tuple(c for c in Clase if c not in DEFINITIVAS)
SEMESTRES = (S1, S2)


@dataclass
class Corrida:
    """Un simulador, un conector y lo que se lleva leído: un motor mínimo, sin disco."""

    contexto: ContextoSimulado
    base: str
    ortografia: str = "tweet"
    ahora: datetime = PROGRAMADA
    intentos: list[Intento] = field(default_factory=list)
    cargos: dict[str, int] = field(default_factory=dict)
    lecturas: list[LecturaApi] = field(default_factory=list)
    peticiones: int = 0

    def __post_init__(self) -> None:
        self.contexto.reloj = lambda: self.ahora
        self.conector: Conector = crear(self.entorno(), CredencialesX(Secreto(TOKEN), self.ortografia))

    def entorno(self) -> Entorno:
        return Entorno(
            lambda: self.ahora,
            self.dormir,
            self.intentos.append,
            {"x": self.base},
            Politica(8, 0.01, 0.01),
            tiempo_limite=(2.0, 0.4),
        )

    def dormir(self, segundos: float) -> None:
        self.ahora += timedelta(seconds=segundos)

    def vista(self) -> Vista:
        cuentas = self.contexto.nucleo.cuentas("x")
        ids = dict(self.unidas("perfiles").select("cuenta", "id_plataforma").iter_rows())
        publicaciones = self.unidas("publicaciones")
        hechas = self.unidas("recolecciones").filter(pl.col("abarca_hasta").is_not_null())
        return Vista(
            self.contexto.nucleo.ahora,
            SEMESTRES,
            tuple(CuentaApi(c.cuenta, "x", c.usuario, ids.get(c.cuenta), c.central) for c in cuentas),
            {
                (c, op): Avance(desde, hasta)
                for c, op, desde, hasta in hechas.select(
                    "cuenta", "operacion", "abarca_desde", "abarca_hasta"
                ).iter_rows()
            },
            publicaciones.group_by("cuenta", "id_publicacion", maintain_order=True)
            .agg(
                pl.col("publicada_en").first().dt.replace_time_zone("America/Mexico_City"),
                pl.col("leida_en").max().alias("ultima_lectura"),
                pl.lit(None, pl.String).alias("tipo_publicacion"),
            )
            .with_columns(pl.col("publicada_en").dt.convert_time_zone("UTC"))
            .select(PUBLICACIONES_CONOCIDAS.keys()),
        )

    def unidas(self, tabla: str) -> pl.DataFrame:
        vacio = getattr(LecturaApi(), tabla)
        return pl.concat([vacio, *(getattr(x, tabla) for x in self.lecturas)])

    def recolectar(self) -> None:
        for etapa in Etapa:
            vista = self.vista()
            for consulta in self.conector.planear(etapa, vista):
                cuentas = {c.cuenta: c for c in vista.cuentas}
                paginas = list(self._paginas(consulta))
                self.lecturas.append(self.conector.normalizar(consulta, paginas, cuentas, SEMESTRES))

    def _paginas(self, consulta: Consulta) -> Iterator[PaginaLeida]:
        cursor, numero = None, 0
        while True:
            tope = self.conector.cargos_maximos(consulta, cursor)
            respuesta = self.conector.pedir(consulta, cursor)
            numero, self.peticiones = numero + 1, self.peticiones + 1
            for concepto, unidades in respuesta.cargos.items():
                # Elementos repetidos de más en una página: la falla que los provoca añade hasta tres.
                assert unidades <= tope[concepto] + 3
                self.cargos[concepto] = self.cargos.get(concepto, 0) + unidades
            yield PaginaLeida(f"{numero:04}.json", respuesta.cuerpo, self.contexto.nucleo.ahora)
            cursor = self.conector.siguiente(consulta, cursor, respuesta.cuerpo)
            if cursor is None:
                return


@contextmanager
def simulada(
    plan: PlanDeFallas | None = None,
    ortografia: str = "tweet",
    fuente: FuentePareja | None = None,
    **escenario: object,
) -> Iterator[Corrida]:
    contexto = ContextoSimulado(
        Nucleo(fuente or FuentePareja(CUENTAS, POR_CUENTA, ("x",), INICIO, CADA), PROGRAMADA),
        Escenario(fichas={"x": frozenset((TOKEN,))}, **escenario),
        plan or PlanDeFallas(),
        Contabilidad((TOKEN,)),
    )
    app = FastAPI()
    app.include_router(rutas(contexto))
    servidor = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    hilo = threading.Thread(target=servidor.run, daemon=True)
    hilo.start()
    while not servidor.started:
        assert hilo.is_alive()
        hilo.join(0.01)
    puerto = servidor.servers[0].sockets[0].getsockname()[1]
    try:
        yield Corrida(contexto, f"http://127.0.0.1:{puerto}", ortografia)
    finally:
        servidor.should_exit = True
        hilo.join(10)


def sin_procedencia(marco: pl.DataFrame) -> pl.DataFrame:
    """Lo que se sabe, sin decir en qué página venía: una falla puede cambiar de lugar a un elemento."""
    return marco.drop("archivo", "fila", strict=False).sort(pl.all())


def test_una_recoleccion_guarda_lo_que_hay_y_cuesta_lo_que_la_plataforma_cuenta() -> None:
    with simulada() as corrida:
        corrida.recolectar()
        contabilidad = corrida.contexto.contabilidad
        assert corrida.cargos == contabilidad.cargos("x")
        assert corrida.peticiones == contabilidad.recibidas("x") == len(corrida.intentos)
        assert contabilidad.secretos_en_url == 0
        publicaciones = corrida.unidas("publicaciones")
        nucleo = corrida.contexto.nucleo
        for c in nucleo.cuentas("x"):
            suyas = publicaciones.filter(pl.col("cuenta") == c.cuenta)
            esperadas = nucleo.publicaciones(c)
            assert set(suyas["id_publicacion"]) == {p.id_publicacion for p in esperadas}
            assert suyas["impresiones"].sum() == sum(
                p.metricas["impresiones"] for p in esperadas if p.metricas
            )
            assert suyas["es_compartida"].sum() == sum(not p.metricas for p in esperadas)
            assert suyas["piezas_multimedia"].sum() == sum(p.piezas for p in esperadas)
        assert corrida.unidas("recolecciones")["resultado"].unique().to_list() == ["completo"]
        assert set(corrida.unidas("diarias")["valor"]) == {
            nucleo.seguidores(c, PROGRAMADA) for c in nucleo.cuentas("x")
        }
        # Un perfil, tres páginas de publicaciones y una de menciones por cuenta; nada más.
        assert corrida.peticiones == 1 + CUENTAS * (3 + 1)


def test_al_dia_siguiente_se_pide_solo_lo_nuevo_y_lo_que_cumplio_una_edad() -> None:
    with simulada() as corrida:
        corrida.recolectar()
        antes = dict(corrida.cargos)
        corrida.contexto.nucleo.ahora += timedelta(days=1)
        corrida.ahora += timedelta(days=1)
        corrida.recolectar()
        assert corrida.cargos == corrida.contexto.contabilidad.cargos("x")
        pagadas = corrida.cargos["post_leido"] - antes["post_leido"]
    relecturas = corrida.unidas("publicaciones").height - len(
        corrida.unidas("publicaciones").unique("id_publicacion")
    )
    menciones = corrida.unidas("menciones").filter(
        pl.col("mencionada_en") >= PROGRAMADA, pl.col("mencionada_en") < PROGRAMADA + timedelta(days=1)
    )
    # Publicó su última el 28 de julio: nada nuevo, y de cada cuenta seis cumplen 30 días.
    assert relecturas == CUENTAS * 6
    assert pagadas == relecturas + menciones.height


@pytest.mark.parametrize("ortografia", ["tweet", "post"])
def test_con_un_tercio_de_respuestas_malas_se_guarda_lo_mismo(ortografia: str) -> None:
    with simulada(ortografia=ortografia) as buena:
        buena.recolectar()
    plan = PlanDeFallas(7, 0.33, PASAJERAS, demora_s=0.8)
    with simulada(plan, ortografia) as mala:
        mala.recolectar()
        contabilidad = mala.contexto.contabilidad
        assert sum(contabilidad.fallas("x").values()) >= 5
        assert mala.cargos == contabilidad.cargos("x")
    for tabla in ("perfiles", "publicaciones", "menciones", "diarias", "recolecciones"):
        assert sin_procedencia(buena.unidas(tabla)).equals(sin_procedencia(mala.unidas(tabla))), tabla
    assert TOKEN not in repr((mala.intentos, mala.lecturas))


def test_una_cuenta_inexistente_y_una_protegida_no_estorban_a_las_demas() -> None:
    with simulada(inexistentes=frozenset(("x_000001",)), protegidas=frozenset(("x_000002",))) as corrida:
        corrida.recolectar()
    razones = dict(
        corrida.unidas("recolecciones")
        .filter(pl.col("resultado") != "completo")
        .group_by("cuenta")
        .agg(pl.col("resultado").unique())
        .iter_rows()
    )
    assert razones == {"x_000001": ["no_encontrada"], "x_000002": ["sin_permiso"]}
    assert corrida.unidas("publicaciones")["cuenta"].n_unique() == CUENTAS - 2


def test_lo_que_la_plataforma_ya_no_deja_leer_se_dice_y_no_se_cuenta_como_leido() -> None:
    prolifica = FuentePareja(1, 3_300, ("x",), INICIO, timedelta(minutes=15))
    with simulada(fuente=prolifica) as corrida:
        corrida.recolectar()
        assert corrida.cargos == corrida.contexto.contabilidad.cargos("x")
    publicaciones = corrida.unidas("publicaciones")
    primera = INICIO + 100 * timedelta(minutes=15)
    hecha = corrida.unidas("recolecciones").row(
        by_predicate=pl.col("operacion") == "publicaciones", named=True
    )
    assert (publicaciones.height, hecha["abarca_desde"]) == (3_200, primera)
    hallazgos = [h for x in corrida.lecturas for h in x.hallazgos]
    assert [(h.codigo, h.semestre, h.encontrado) for h in hallazgos] == [
        ("R101", "2026-1", "2026-06-21 10:00")
    ]


def test_el_limite_de_la_plataforma_se_respeta_sin_un_solo_429() -> None:
    with simulada(limites={"x:/2/users/:id/tweets": 4}) as corrida:
        corrida.recolectar()
        assert corrida.ahora >= PROGRAMADA + timedelta(minutes=15)
    assert all(i.estado == 200 for i in corrida.intentos)


def test_verificar_no_cuesta() -> None:
    with simulada() as corrida:
        (renglon,) = verificar(corrida.entorno(), CredencialesX(Secreto(TOKEN)))
        assert renglon.resultado == "bien"
        assert corrida.contexto.contabilidad.cargos("x") == {}
        (malo,) = verificar(corrida.entorno(), CredencialesX(Secreto("otra")))
        assert malo.resultado == "mal"
