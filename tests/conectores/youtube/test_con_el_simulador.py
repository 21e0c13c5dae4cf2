"""El conector contra el simulador: de punta a punta, con y sin fallas."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
import requests
from fabrica_youtube import Reloj

from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import Etapa, PaginaLeida
from conectores.comun.entorno import Entorno
from conectores.comun.errores import Alcance, Definitivo
from conectores.comun.llamadas import Politica
from conectores.comun.secretos import Secreto
from conectores.comun.vista import CuentaApi, Vista
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import DEFINITIVAS, Clase, PlanDeFallas
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.oauth_fichas import renovacion_de
from conectores.simulador.servidor import Simulador
from conectores.youtube import CredencialesYoutube, autorizar, crear, verificar
from conectores.youtube.declaracion import ALCANCE_ANALITICA, ALCANCE_DATOS
from lineamientos.semestres import Semestre

AHORA = datetime(2026, 10, 5, 12, tzinfo=UTC)
SEMESTRES = (Semestre(2026, 1), Semestre(2026, 2))
TABLAS = ("perfiles", "publicaciones", "diarias", "recolecciones")


def _simulador(escenario=None, plan=None):
    fuente = FuentePareja(3, 120, ("youtube",), datetime(2026, 6, 1, tzinfo=UTC), timedelta(days=1))
    return Simulador(Nucleo(fuente, AHORA), escenario, plan)


def _entorno(sim):
    reloj = Reloj(AHORA)
    # El reloj de las páginas no se mueve: lo que cambia con la espera no son los datos.
    return Entorno(
        lambda: AHORA,
        reloj.dormir,
        bases=sim.bases,
        politica=Politica(intentos=12),
        tiempo_limite=(2.0, 0.5),
    )


def _cuentas(sim, *, con_id):
    return tuple(
        CuentaApi(c.cuenta, "youtube", c.usuario, c.id_plataforma if con_id else None, False)
        for c in sim.contexto.nucleo.cuentas("youtube")
    )


def _credenciales(sim):
    alcances = f"{ALCANCE_DATOS} {ALCANCE_ANALITICA}"
    fichas = {c.cuenta: Secreto(renovacion_de(c.id_plataforma, alcances))
              for c in sim.contexto.nucleo.cuentas("youtube")}  # fmt: skip
    return CredencialesYoutube(Secreto("clave"), "cliente", Secreto("secreto"), fichas)


def _etapa(conector, etapa, vista, cargos):
    lecturas, fallas = [], []
    for consulta in conector.planear(etapa, vista):
        cursor, paginas = None, []
        try:
            while True:
                respuesta = conector.pedir(consulta, cursor)
                cargos.update(respuesta.cargos)
                paginas.append(PaginaLeida(f"pagina-{len(paginas):04}", respuesta.cuerpo, AHORA))
                cursor = conector.siguiente(consulta, cursor, respuesta.cuerpo)
                if cursor is None:
                    break
        except Definitivo as error:
            fallas.append((consulta, error))
        else:
            lecturas.append(conector.normalizar(consulta, paginas, {}, SEMESTRES))
    return lecturas, fallas


def _recolectar(sim):
    conector, cargos = crear(_entorno(sim), _credenciales(sim)), Counter()
    nada = pl.DataFrame(schema=PUBLICACIONES_CONOCIDAS)
    lecturas, fallas = _etapa(
        conector, Etapa.PERFILES, Vista(AHORA, SEMESTRES, _cuentas(sim, con_id=False), {}, nada), cargos
    )
    cuentas = _cuentas(sim, con_id=True)
    for etapa in (Etapa.PUBLICACIONES, Etapa.METRICAS):
        vistas = pl.concat([lectura.publicaciones for lectura in lecturas])
        conocidas = vistas.select(
            "cuenta",
            "id_publicacion",
            pl.col("publicada_en").dt.replace_time_zone("America/Mexico_City").dt.convert_time_zone("UTC"),
            pl.lit(None, PUBLICACIONES_CONOCIDAS["ultima_lectura"]).alias("ultima_lectura"),
            "tipo_publicacion",
        )
        nuevas, malas = _etapa(conector, etapa, Vista(AHORA, SEMESTRES, cuentas, {}, conocidas), cargos)
        lecturas, fallas = lecturas + nuevas, fallas + malas
    marcos = {t: pl.concat([getattr(lectura, t) for lectura in lecturas]) for t in TABLAS}
    return marcos, fallas, cargos


def test_lo_recolectado_es_lo_publicado_y_los_cargos_son_los_que_cuenta_la_plataforma():
    with _simulador() as sim:
        marcos, fallas, cargos = _recolectar(sim)
        assert fallas == []
        assert dict(cargos) == sim.contabilidad.cargos("youtube")
        nucleo = sim.contexto.nucleo
        publicados = {
            p.id_publicacion: nucleo.cifras(p)["vistas"]
            for c in nucleo.cuentas("youtube")
            for p in nucleo.definitivas(c)
            if p.publicada_en < AHORA
        }
    con_cifras = marcos["publicaciones"].drop_nulls("vistas")
    assert dict(con_cifras.select("id_publicacion", "vistas").iter_rows()) == publicados
    assert set(marcos["recolecciones"]["resultado"]) == {"completo"}
    assert sim.contabilidad.secretos_en_url == 0


def test_con_fallas_en_tres_de_cada_diez_respuestas_los_datos_son_los_mismos():
    plan = PlanDeFallas(7, 0.3, [c for c in Clase if c not in DEFINITIVAS], demora_s=0.8)
    with _simulador() as sim:
        sin_fallas, *_ = _recolectar(sim)
    with _simulador(plan=plan) as sim:
        con_fallas, fallas, _ = _recolectar(sim)
        assert sum(sim.contabilidad.fallas("youtube").values()) > 0
    assert fallas == []
    for tabla in TABLAS:
        assert sin_fallas[tabla].equals(con_fallas[tabla]), tabla


def test_una_cuenta_muerta_y_una_oculta_no_estorban_a_las_demas():
    with _simulador() as aparte:
        viva, muerta, oculta = (c.cuenta for c in aparte.contexto.nucleo.cuentas("youtube"))
    escenario = Escenario(inexistentes=frozenset({muerta}), ocultas=frozenset({oculta}))
    with _simulador(escenario) as sim:
        marcos, fallas, _ = _recolectar(sim)
    resultados = {(c, o): r for c, o, r in marcos["recolecciones"]
                  .select("cuenta", "operacion", "resultado").iter_rows()}  # fmt: skip
    assert resultados[viva, "perfiles"] == "completo"
    assert resultados[oculta, "perfiles"] == "oculta"
    assert resultados[muerta, "perfiles"] == resultados[muerta, "publicaciones"] == "no_encontrada"
    assert [(q.cuentas, q.operacion, e.alcance) for q, e in fallas] == [((muerta,), "diarias", Alcance.LOTE)]


@pytest.mark.parametrize("negada", [False, True])
def test_autorizar_y_verificar_contra_el_servidor_de_autorizaciones(negada):
    with _simulador() as sim:
        if negada:
            sim.contexto.escenario = Escenario(fichas={"oauth_cliente": frozenset({"otro"})})
        hilos = []

        def abrir(url):
            hilos.append(threading.Thread(target=requests.get, args=(url,), kwargs={"timeout": 5}))
            hilos[0].start()

        def pedir():
            return autorizar(
                "cliente",
                Secreto("secreto"),
                abrir=abrir,
                bases=sim.bases,
                espera_segundos=5,
                reloj=lambda: AHORA,
            )

        if negada:
            with pytest.raises(Definitivo, match="invalid_client"):
                pedir()
        else:
            cuenta = _cuentas(sim, con_id=True)[0]
            con = CredencialesYoutube(
                Secreto("clave"), "cliente", Secreto("secreto"), {cuenta.cuenta: pedir()}
            )
            dichas = verificar(_entorno(sim), con, [cuenta])
            assert [d.resultado for d in dichas] == ["bien", "bien"]
        hilos[0].join()
