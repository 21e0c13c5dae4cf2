"""Una Graph API pequeña y sin red: contesta subpeticiones con lo que se le puso, o con una falla."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl

from conectores.comun.conector import Conector
from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import Consulta, PaginaLeida
from conectores.comun.entorno import Entorno
from conectores.comun.lectura import LecturaApi
from conectores.comun.vista import Avance, CuentaApi, Vista
from conectores.meta.limpieza import limpiar_lote
from conectores.meta.tareas import POR_LLAMADA, Tarea, de_cursor, ruta
from lineamientos.semestres import Semestre

S1, S2 = Semestre(2026, 1), Semestre(2026, 2)
PROGRAMADA = datetime(2026, 11, 23, 12, tzinfo=UTC)
VERSION = "v27.0"

Falla = Callable[[str], Any]
"""Recibe la ruta de una subpetición y da la subrespuesta con que falla, o ``BIEN``."""
BIEN = object()


def cuenta(clave: str, red: str, identificador: str | None, **otros: Any) -> CuentaApi:
    return CuentaApi(clave, red, clave.split("_", 1)[-1], identificador, central=False, **otros)


def vista(
    *cuentas: CuentaApi,
    avances: Mapping[tuple[str, str], Avance] | None = None,
    publicaciones: Sequence[Mapping[str, Any]] = (),
    programada: datetime = PROGRAMADA,
    semestres: tuple[Semestre, ...] = (S2,),
) -> Vista:
    marco = pl.DataFrame(list(publicaciones), schema=PUBLICACIONES_CONOCIDAS)
    return Vista(programada, semestres, cuentas, avances or {}, marco)


def error(codigo: int, mensaje: str = "", subcodigo: int | None = None, http: int = 400) -> dict[str, Any]:
    cuerpo: dict[str, Any] = {"message": mensaje, "type": "OAuthException", "code": codigo}
    if subcodigo is not None:
        cuerpo["error_subcode"] = subcodigo
    return {"code": http, "headers": [], "body": json.dumps({"error": cuerpo | {"fbtrace_id": "A1"}})}


def bien(datos: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": 200, "headers": [], "body": json.dumps(datos, ensure_ascii=False)}


METRICA_MUERTA = error(100, "(#100) The value must be a valid insights metric")


@dataclass
class Plataforma:
    """Listas por «objeto/arista» (de lo nuevo a lo viejo), objetos sueltos e insights por métrica."""

    listas: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    objetos: dict[str, dict[str, Any]] = field(default_factory=dict)
    insights: dict[str, Any] = field(default_factory=dict)
    muertas: set[str] = field(default_factory=set)
    por_pagina: int = 100
    rutas: list[str] = field(default_factory=list)

    def contestar(self, relativa: str) -> dict[str, Any]:
        self.rutas.append(relativa)
        partes = urlsplit(relativa)
        parametros = {n: v[0] for n, v in parse_qs(partes.query).items()}
        metricas = self._metricas(parametros)
        if self.muertas & set(metricas):
            return METRICA_MUERTA
        if partes.path.endswith("/insights"):
            return bien({"data": [self.insights[m] for m in metricas if m in self.insights]})
        if partes.path in self.listas:
            return self._lista(partes.path, parametros, metricas)
        if partes.path in self.objetos:
            return bien(self._con_insights(self.objetos[partes.path], metricas))
        return error(100, f"Unsupported get request. Object with ID '{partes.path}' does not exist", 33)

    def _lista(self, camino: str, p: Mapping[str, str], metricas: Sequence[str]) -> dict[str, Any]:
        desde = int(p.get("after", "c0")[1:])
        hasta = desde + min(int(p["limit"]), self.por_pagina)
        elementos = self.listas[camino]
        pagina: dict[str, Any] = {"data": [self._con_insights(e, metricas) for e in elementos[desde:hasta]]}
        pagina["paging"] = {"cursors": {"before": f"c{desde}", "after": f"c{hasta}"}}
        if hasta < len(elementos):
            pagina["paging"]["next"] = (
                f"https://graph.facebook.com/{camino}?access_token=FICHA&after=c{hasta}"
            )
        return bien(pagina)

    @staticmethod
    def _metricas(p: Mapping[str, str]) -> list[str]:
        if "metric" in p:
            return p["metric"].split(",")
        dentro = re.search(r"insights\.metric\(([^)]*)\)", p.get("fields", ""))
        return dentro[1].split(",") if dentro else []

    @staticmethod
    def _con_insights(elemento: dict[str, Any], metricas: Sequence[str]) -> dict[str, Any]:
        valores = elemento.get("_insights")
        visto = {n: v for n, v in elemento.items() if n != "_insights"}
        if not metricas or valores is None:
            return visto
        datos = [
            {"name": m, "period": "lifetime", "values": [{"value": valores[m]}]}
            for m in metricas
            if m in valores
        ]
        return visto | {"insights": {"data": datos, "paging": {"previous": "https://x/?access_token=FICHA"}}}


def recolectar(
    conector: Conector,
    tareas: Callable[[Consulta], list[Tarea]],
    consulta: Consulta,
    plataforma: Plataforma,
    falla: Falla = lambda _: BIEN,
) -> list[PaginaLeida]:
    """Pide todas las páginas de una consulta como lo hace el motor, sin red."""
    paginas: list[PaginaLeida] = []
    cursor: str | None = None
    while True:
        hilos = tareas(consulta)
        rutas = [ruta(hilos[e.tarea], e) for e in de_cursor(cursor, hilos)[:POR_LLAMADA]]
        respuestas = [r if (r := falla(x)) is not BIEN else plataforma.contestar(x) for x in rutas]
        cuerpo = limpiar_lote(respuestas, VERSION, ["FICHA"])
        leida_en = PROGRAMADA + timedelta(minutes=len(paginas))
        paginas.append(PaginaLeida(f"p{len(paginas) + 1:04}", cuerpo, leida_en))
        cursor = conector.siguiente(consulta, cursor, cuerpo)
        if cursor is None:
            return paginas
        assert len(paginas) < 200, "no termina"


def leer(conector: Conector, consulta: Consulta, paginas: Sequence[PaginaLeida]) -> LecturaApi:
    return conector.normalizar(consulta, paginas, {}, (S2,))


def entorno(**otros: Any) -> Entorno:
    return Entorno(reloj=lambda: PROGRAMADA, dormir=lambda _: None, **otros)


def publicacion(numero: int, momento: datetime, pagina: str = "10", **otros: Any) -> dict[str, Any]:
    """Una publicación de Facebook como la da la plataforma."""
    return {
        "id": f"{pagina}_{numero}",
        "created_time": momento.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "status_type": "added_photos",
        "permalink_url": f"https://www.facebook.com/{pagina}/posts/{numero}",
        "message": f"Publicación {numero}",
        "attachments": {"data": [{"media_type": "photo"}]},
        "reactions": {"data": [], "summary": {"total_count": numero}},
        "comments": {"data": [], "summary": {"total_count": 2}},
        "_insights": {"post_media_view": 10 * numero, "post_total_media_view_unique": 5 * numero},
    } | otros
