"""Tres días con el worker apagado: al volver corre todo lo pendiente, nada se daña y nada se paga dos veces.

«Dos veces» es cobrar el mismo perfil, la misma publicación o la misma mención en el mismo instante: el reloj
del simulador está parado, así que ninguna relectura por edad hace falta y cada cosa debe cobrarse una vez.
"""

import os
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from almacen.maestro import abrir_maestro
from conectores.simulador.fuente_pareja import FuentePareja
from flujos.pasos.espacio import ZONA_DE_LOS_PLAZOS, Espacio
from flujos.reloj import reloj_del_sistema
from tests.fallas.apoyo_servicio import Api, esperar, puerto_libre, servicio, simulador
from tests.fallas.conftest import a_medias
from tests.flujos.apoyo_recoleccion import REDES, crear_espacio
from tests.flujos.conftest import S, formato_lleno

_CUENTAS, _PUBLICACIONES, _CADA = 8, 200, timedelta(hours=2)
_DIAS = 3
_HORARIOS = {
    # Los de «recoleccion» son los suyos; los otros dos solo tienen en los meses de revisión.
    "recoleccion": None,
    "semestre": "0 7 * * *",
    "recepcion": "30 7 * * *",
}


def test_tres_dias_sin_worker_no_danan_ni_se_pagan_dos_veces(tmp_path: Path) -> None:
    ahora = reloj_del_sistema().replace(microsecond=0)
    inicio = ahora - timedelta(days=12)
    fuente = FuentePareja(_CUENTAS, _PUBLICACIONES, REDES, inicio, _CADA)
    with ExitStack() as pila:
        base = pila.enter_context(
            simulador(
                "--cuentas", str(_CUENTAS), "--publicaciones", str(_PUBLICACIONES), "--sin-limites",
                "--redes", ",".join(REDES), "--inicio", inicio.isoformat(), "--ahora", ahora.isoformat(),
                "--cada-horas", "2", "--hora-del-cliente", ahora.isoformat(),
            )
        )  # fmt: skip
        espacio = crear_espacio(tmp_path / "E", fuente, base)
        for red in ("x", "facebook"):
            (espacio.entradas / f"{red}.csv").write_bytes(formato_lleno(espacio, red))
        puerto = str(puerto_libre())
        ambiente = os.environ | {"PREFECT_API_URL": f"http://127.0.0.1:{puerto}/api"}
        comunes = ("--espacio", str(espacio.raiz), "--puerto", puerto, "--solo")
        pila.enter_context(servicio(tmp_path, ambiente, *comunes, "servidor"))
        api = Api(ambiente["PREFECT_API_URL"])
        esperar("los despliegues", lambda: api.pedir("/deployments/name/recorrido/recorrido"))
        pendientes = _dejar_pendientes(api, ahora)
        assert {n: len(c) for n, c in pendientes.items()} == dict.fromkeys(_HORARIOS, _DIAS)
        pila.enter_context(servicio(tmp_path, ambiente, *comunes, "worker"))
        todas = [c for corridas in pendientes.values() for c in corridas]
        finales = {c: api.esperar_final(c, 420.0) for c in todas}
        dichos = {c: api.bitacora(c) for c in todas}
        contado = requests.get(f"{base}/_control/contabilidad", timeout=30).json()
    mal = {c: dichos[c] for c, f in finales.items() if f["state_type"] != "COMPLETED"}
    assert not mal, mal
    _nada_se_pago_dos_veces(contado)
    _los_datos_estan(espacio, fuente, pendientes["recoleccion"], finales)
    # La última que tocaba no se atrasó frente a ninguna; las otras dos dicen que toman su momento.
    atrasadas = [c for c in pendientes["recoleccion"] if "se atrasó; ya toca la del" in dichos[c]]
    assert len(atrasadas) == _DIAS - 1
    nombres = sorted(finales[c]["state_name"] for c in pendientes["semestre"])
    assert nombres == ["Completed", "Sin evaluar", "Sin evaluar"]


def _dejar_pendientes(api: Api, ahora: datetime) -> dict[str, list[str]]:
    """Las corridas que el servidor habría programado en tres días, creadas en desorden y por él mismo."""
    hoy = ahora.astimezone(ZONA_DE_LOS_PLAZOS).replace(hour=0, minute=0, second=0, microsecond=0)
    pendientes: dict[str, list[str]] = {}
    for nombre in ("semestre", "recepcion", "recoleccion"):
        identidad = api.despliegue(f"{nombre}/{nombre}")
        if _HORARIOS[nombre] is not None:
            horario = {"cron": _HORARIOS[nombre], "timezone": ZONA_DE_LOS_PLAZOS.key}
            nuevo = {"active": True, "schedule": horario, "parameters": {"semestre": S.clave}}
            viejos = api.pedir(f"/deployments/{identidad}/schedules")
            for viejo in viejos:
                api.borrar(f"/deployments/{identidad}/schedules/{viejo['id']}")
            api.pedir(f"/deployments/{identidad}/schedules", [nuevo])
        for atras in (2, 3, 1):
            dia = hoy - timedelta(days=atras)
            cuerpo = {
                "start_time": dia.isoformat(),
                "end_time": (dia + timedelta(days=1)).isoformat(),
                "min_runs": 1,
                "max_runs": 1,
            }
            api.pedir(f"/deployments/{identidad}/schedule", cuerpo)
        filtro = {
            "deployment_id": {"any_": [identidad]},
            "expected_start_time": {"before_": hoy.isoformat()},
        }
        hechas = api.pedir("/flow_runs/filter", {"flow_runs": filtro, "sort": "EXPECTED_START_TIME_ASC"})
        assert all(c["auto_scheduled"] for c in hechas)
        pendientes[nombre] = [c["id"] for c in hechas]
    return pendientes


def _nada_se_pago_dos_veces(contado: dict[str, Any]) -> None:
    en_x = {x["concepto"]: x for x in contado["leidos"] if x["red"] == "x"}
    assert en_x.keys() == {"post_leido", "usuario_leido"}
    for concepto, leido in en_x.items():
        assert leido["lecturas"] == leido["distintos"], concepto
    assert contado["redes"]["x"]["cargos"] == {c: x["distintos"] for c, x in en_x.items()}
    assert all(r["fallas"] == {} for r in contado["redes"].values())


def _los_datos_estan(
    espacio: Espacio, fuente: FuentePareja, recolecciones: list[str], finales: dict[str, dict[str, Any]]
) -> None:
    hasta = max(datetime.fromisoformat(finales[c]["expected_start_time"]) for c in recolecciones)
    with abrir_maestro(espacio.rutas, espacio.ahora()) as base:
        perfiles = base.consultar("SELECT cuenta, count(*) AS n FROM perfiles GROUP BY cuenta").rows()
        leidas = set(base.consultar("SELECT DISTINCT cuenta, id_publicacion FROM publicaciones").iter_rows())
        repetidas = base.consultar(
            "SELECT id_publicacion FROM publicaciones WHERE red = 'x' GROUP BY ALL HAVING count(*) > 1"
        )
        menciones = base.consultar("SELECT cuenta, id_mencion FROM menciones").rows()
        cargados = base.consultar("SELECT count(*) FROM lotes WHERE origen = 'archivo'").item()
        evaluaciones = base.consultar("SELECT count(*) FROM evaluaciones").item()
    assert sorted(perfiles) == sorted((c.cuenta, 1) for c in fuente.cuentas())
    esperadas = {
        (c.cuenta, p.id_publicacion)
        for c in fuente.cuentas()
        for p in fuente.publicaciones(c)
        if p.publicada_en < hasta
    }
    assert esperadas <= leidas
    assert repetidas.is_empty()
    assert len(menciones) == len(set(menciones)) > 0
    assert (cargados, evaluaciones) == (2, 1)
    assert a_medias(espacio.raiz) == []
    assert espacio.rutas.publicado.exists()
