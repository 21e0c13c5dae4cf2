"""Asentar lo que un evaluador recomienda (art. 6, fracción III) y un administrador declara (art. 7)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from almacen import asientos, recomendaciones
from almacen.maestro import Base
from conectores.archivos.planilla import Planilla, Problema, parecidas
from esquemas.hallazgos import limpiar
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia, asentar
from flujos.pasos.espacio import Espacio
from flujos.pasos.recomendaciones_contrarias import sin_contrarias
from flujos.pasos.recomendaciones_planillas import (
    COLUMNAS_ATENCION,
    COLUMNAS_ESCRITAS,
    de_orden,
    en_revision,
    leer,
)
from lineamientos.objeciones import Objecion
from lineamientos.recomendaciones.actos import Atencion, Escrita, objecion_a_atencion, objecion_a_escrita
from lineamientos.semestres import Semestre

_ESCRITAS, _ATENCION, _RESERVADOS = (
    "recomendaciones_escritas",
    "recomendaciones_atencion",
    "asientos_reservados",
)


_Acto = TypeVar("_Acto")


@dataclass(frozen=True)
class Asentadas:
    """Lo que se asentó.

    Attributes:
        nuevas: Identidades de lo que no constaba.
        conocidas: Cuántos ya constaban y no se repitieron.
        omitidas: Renglones que se dejaron sin llenar.
        problemas: Una oración por cada cosa que está mal; lo demás sí se asentó.
    """

    nuevas: tuple[str, ...]
    conocidas: int
    omitidas: int
    problemas: tuple[str, ...]


def recomendar_por_archivo(espacio: Espacio, semestre: Semestre, ruta: Path) -> Asentadas:
    """Asienta las recomendaciones escritas de una planilla; lo que esté mal se dice y lo demás entra.

    Raises:
        OrdenInvalida: Si el archivo no puede leerse.
    """
    contenido, planilla = leer(espacio, ruta, COLUMNAS_ESCRITAS, ("recomendacion",))
    actos = [
        (
            r.numero,
            Escrita(semestre.clave, r.valores["cuenta"], r.valores["recomendacion"], r.valores["evaluador"]),
        )
        for r in planilla.renglones
    ]
    return _recomendar(espacio, semestre, limpiar(ruta.name), contenido, actos, planilla)


def recomendar_una(espacio: Espacio, semestre: Semestre, cuenta: str, texto: str, por: str) -> Asentadas:
    """Asienta una recomendación escrita dada por orden.

    Raises:
        OrdenInvalida: Si no puede asentarse.
    """
    datos = de_orden(COLUMNAS_ESCRITAS, {"cuenta": cuenta, "recomendacion": texto, "evaluador": por})
    acto = Escrita(semestre.clave, str(datos["cuenta"]), str(datos["recomendacion"]), str(datos["evaluador"]))
    return _o_rechazar(
        _recomendar(espacio, semestre, asientos.POR_ORDEN, asientos.bytes_de_orden(datos), [(1, acto)])
    )


def atender_por_archivo(espacio: Espacio, semestre: Semestre, ruta: Path) -> Asentadas:
    """Asienta lo que una planilla declara de las recomendaciones de un semestre.

    Raises:
        OrdenInvalida: Si el archivo no puede leerse.
    """
    contenido, planilla = leer(espacio, ruta, COLUMNAS_ATENCION, ("declarada", "detalle"))
    actos = [(r.numero, _atencion(r.valores)) for r in planilla.renglones]
    return _atender(espacio, semestre, limpiar(ruta.name), contenido, actos, planilla)


def atender_una(
    espacio: Espacio,
    semestre: Semestre,
    recomendacion: str,
    declarada: str,
    fecha: str,
    detalle: str,
    por: str,
) -> Asentadas:
    """Asienta lo que se declara de una recomendación por orden.

    Raises:
        OrdenInvalida: Si no puede asentarse.
    """
    dados = {
        "recomendacion": recomendacion,
        "declarada": declarada,
        "fecha": fecha,
        "detalle": detalle,
        "declara": por,
    }
    datos = de_orden(COLUMNAS_ATENCION, dados)
    bytes_dados = asientos.bytes_de_orden(datos)
    return _o_rechazar(_atender(espacio, semestre, asientos.POR_ORDEN, bytes_dados, [(1, _atencion(datos))]))


def _recomendar(
    espacio: Espacio,
    semestre: Semestre,
    documento: str,
    contenido: bytes,
    actos: Sequence[tuple[int, Escrita]],
    planilla: Planilla | None = None,
) -> Asentadas:
    vigentes = en_revision(espacio, semestre)
    with abrir_al_dia(espacio) as base:
        buenos, problemas = _separar(
            documento,
            actos,
            lambda a: objecion_a_escrita(a, vigentes, parecidas(a.cuenta, sorted(vigentes))),
        )
        constan = set(recomendaciones.escritas(base, semestre.clave))
        nuevos = {a.identidad: (n, a) for n, a in buenos if a.identidad not in constan}
        filas = {
            _ESCRITAS: [
                {"recomendacion": i, "fila": n, "semestre": a.semestre, "cuenta": a.cuenta,
                 "texto_recomendacion": a.texto}
                for i, (n, a) in nuevos.items()
            ],
            _RESERVADOS: [
                _quien(i, "recomendaciones", a.semestre, a.cuenta, a.por) for i, (_, a) in nuevos.items()
            ],
        }  # fmt: skip
        _asentar(
            espacio, base, asientos.Registro("recomendaciones", semestre.clave, documento, contenido, filas)
        )
    return _resultado(nuevos, len(buenos) - len(nuevos), problemas, planilla)


def _atender(
    espacio: Espacio,
    semestre: Semestre,
    documento: str,
    contenido: bytes,
    actos: Sequence[tuple[int, Atencion]],
    planilla: Planilla | None = None,
) -> Asentadas:
    hoy = espacio.ahora_local().date()
    with abrir_al_dia(espacio) as base:
        vigentes = recomendaciones.emitidas(base, semestre.clave)
        cuentas = dict(vigentes.select("recomendacion", "cuenta").iter_rows())
        buenos, problemas = _separar(
            documento,
            actos,
            lambda a: objecion_a_atencion(
                a, cuentas, hoy, semestre.fin, parecidas(a.recomendacion, list(cuentas))
            ),
        )
        buenos = sin_contrarias(documento, buenos, problemas)
        constan = recomendaciones.declaraciones(base, semestre.clave)
        conocidas = set(constan["declaracion"])
        numeros: dict[str, int] = dict(constan.group_by("recomendacion").len().iter_rows())
        nuevos = {}
        for n, a in buenos:
            identidad = asientos.identidad_de_acto("atencion", a.recomendacion, a.declarada, a.el, a.detalle)
            if identidad in conocidas or identidad in nuevos:
                continue
            numeros[a.recomendacion] = numeros.get(a.recomendacion, 0) + 1
            nuevos[identidad] = (n, a, numeros[a.recomendacion])
        filas = {
            _ATENCION: [
                {"declaracion": i, "fila": n, "semestre": semestre.clave, "cuenta": cuentas[a.recomendacion],
                 "recomendacion": a.recomendacion, "numero_acto": numero, "declarada": a.declarada,
                 "declarada_el": a.el, "detalle_atencion": a.detalle}
                for i, (n, a, numero) in nuevos.items()
            ],
            _RESERVADOS: [
                _quien(i, "atencion", semestre.clave, cuentas[a.recomendacion], a.por)
                for i, (_, a, _) in nuevos.items()
            ],
        }  # fmt: skip
        _asentar(espacio, base, asientos.Registro("atencion", semestre.clave, documento, contenido, filas))
    return _resultado(nuevos, len(buenos) - len(nuevos), problemas, planilla)


def _asentar(espacio: Espacio, base: Base, registro: asientos.Registro) -> None:
    # Sin nada nuevo no queda otro lote: repetir la orden no cambia nada.
    if any(registro.filas.values()):
        asentar(espacio, base, registro)


def _separar(
    documento: str, actos: Iterable[tuple[int, _Acto]], objetar: Callable[[_Acto], Objecion | None]
) -> tuple[list[tuple[int, _Acto]], list[str]]:
    buenos, problemas = [], []
    for numero, acto in actos:
        objecion = objetar(acto)
        if objecion is None:
            buenos.append((numero, acto))
        elif documento == asientos.POR_ORDEN:
            problemas.append(str(objecion))
        else:
            problemas.append(Problema.de_objecion(documento, numero, objecion).oracion)
    return buenos, problemas


def _quien(acto: str, clase: str, semestre: str, cuenta: str, por: str) -> dict[str, object]:
    return {
        "acto": acto,
        "clase_asiento": clase,
        "semestre": semestre,
        "cuenta": cuenta,
        "registrado_por": por,
    }


def _atencion(valores: Mapping[str, object]) -> Atencion:
    el = valores["fecha"]
    if not isinstance(el, date):
        raise TypeError(f"La fecha leída es {el!r}")
    return Atencion(
        str(valores["recomendacion"]),
        str(valores["declarada"]),
        el,
        str(valores["detalle"]),
        str(valores["declara"]),
    )


def _o_rechazar(asentadas: Asentadas) -> Asentadas:
    if asentadas.problemas:
        raise OrdenInvalida(" ".join(asentadas.problemas))
    return asentadas


def _resultado(
    nuevas: Iterable[str], conocidas: int, problemas: Sequence[str], planilla: Planilla | None
) -> Asentadas:
    de_lectura = () if planilla is None else tuple(p.oracion for p in planilla.problemas)
    omitidas = 0 if planilla is None else planilla.omitidos
    return Asentadas(tuple(nuevas), conocidas, omitidas, (*de_lectura, *problemas))
