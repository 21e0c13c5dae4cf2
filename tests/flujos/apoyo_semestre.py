"""Jugar un semestre con muchas cuentas: almacén, archivos, documentos y un servidor de correo de verdad.

Lo esperado sale de los casos escritos por artículo (``tests/lineamientos/procedimiento/casos``).
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from almacen import expediente as guardado
from almacen.lecturas import expediente
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.informe import datos_de
from flujos.pasos.vigilancia import vigilar
from flujos.pasos.vigilancia_consulta import prorrogar
from informes.cartas.correo import mensaje_id
from informes.modelo import construir
from informes.numeros import fecha_corta
from lineamientos.procedimiento.expediente import expediente_de
from lineamientos.semestres import Semestre
from tests.flujos.apoyo_bandeja import Buzon, que_envia, servidor
from tests.flujos.apoyo_smtp import certificado
from tests.flujos.apoyo_vigilancia import ZONA, a_las, entregar, sembrar
from tests.lineamientos.apoyo_lineamientos import leer
from tests.lineamientos.procedimiento.jugada import AQUI, VIGILA_A

_CASOS = leer(AQUI / "casos" / "semestre.toml")["caso"]
_POR_PERSONA = 2
_DEL_ARTICULO_15 = ("requerimiento", "observaciones", "silencio", "titular")
_HECHOS = ("subsanado", "no_subsanado", "persistente")


@dataclass(frozen=True)
class Partida:
    """Qué caso le toca a cada cuenta: las de una persona van juntas."""

    semestre: Semestre
    casos: list[dict[str, Any]]
    todas: int

    def cuentas(self, numero: int) -> list[str]:
        return [f"x_{n:03}" for n in range(self.todas) if n // _POR_PERSONA % len(self.casos) == numero]

    def caso_de(self, cuenta: str) -> dict[str, Any]:
        return self.casos[int(cuenta[2:]) // _POR_PERSONA % len(self.casos)]

    def actos(self) -> list[tuple[datetime, str, int, dict[str, Any]]]:
        hallados = [
            (acto["momento"], clase, numero, acto)
            for numero, caso in enumerate(self.casos)
            for clase in ("entregas", "prorrogas")
            for acto in caso.get(clase, [])
        ]
        return sorted(hallados, key=lambda a: a[:3])


def partida_de(clave: str, cuentas: int | None = None) -> Partida:
    """La de un semestre; si no se dice cuántas cuentas, una persona por caso."""
    # Las aclaraciones tienen su propia prueba; los que no empiezan al principio o faltan días, la suya.
    propios = [
        c
        for c in _CASOS
        if c["semestre"] == clave and not {"aclaraciones", "desde", "sin_vigilancia"} & set(c)
    ]
    return Partida(Semestre.de_texto(clave), propios, cuentas or len(propios) * _POR_PERSONA)


@contextmanager
def _correo(carpeta: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Buzon]:
    pem = certificado(carpeta)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with servidor(pem, Buzon()) as buzon:
        yield buzon


def comprobar(partida: Partida, carpeta: Path, monkeypatch: pytest.MonkeyPatch, *, cada_dia: bool) -> None:
    """Juega el semestre y compara con los casos: cada comunicación, su fecha, su plazo y a quién.

    Args:
        partida: Semestre y casos.
        carpeta: Donde se hace todo.
        monkeypatch: El de la prueba.
        cada_dia: Si la vigilancia corre todos los días, o solo los que dicen los casos y sus vecinos.
    """
    with _correo(carpeta, monkeypatch) as buzon:
        espacio = que_envia(sembrar(carpeta / "E", partida.todas, _POR_PERSONA), buzon)
        _jugar(espacio, partida, cada_dia=cada_dia)
        hallados = _renglones(espacio, partida)
        for n in range(partida.todas):
            cuenta = f"x_{n:03}"
            caso = partida.caso_de(cuenta)
            assert sorted(hallados[cuenta], key=str) == sorted(caso["esperado"], key=str), (
                caso["nombre"],
                hallados[cuenta],
            )
        _los_estados(espacio, partida)
        _los_correos(espacio, partida, buzon)
        _el_informe(espacio, partida)


def _jugar(espacio: Espacio, partida: Partida, *, cada_dia: bool) -> None:
    actos = partida.actos()
    dia = partida.semestre.fin - timedelta(days=20)
    dichos = {r[0] for c in partida.casos for r in c["esperado"]}
    ultimo = max(dichos) + timedelta(days=2)
    vecinos = {d + timedelta(days=n) for d in dichos for n in (-1, 0)}
    while dia <= ultimo:
        momento = datetime.combine(dia, VIGILA_A, tzinfo=ZONA)
        while actos and actos[0][0].replace(tzinfo=ZONA) <= momento:
            cuando, clase, numero, acto = actos.pop(0)
            if clase == "entregas":
                defectos = acto.get("observaciones", [])
                entregar(espacio, partida.semestre, partida.cuentas(numero), cuando, defectos)
            else:
                en_su_momento = a_las(espacio, cuando)
                for cuenta in partida.cuentas(numero):
                    prorrogar(en_su_momento, partida.semestre, cuenta, acto["vence"], "Acuerdo", "Ana")
        if cada_dia or dia in vecinos:
            vigilar(a_las(espacio, momento), "Ana", solo=None if cada_dia else partida.semestre)
        dia += timedelta(days=1)


def _renglones(espacio: Espacio, partida: Partida) -> dict[str, list[list[Any]]]:
    """De cada cuenta, lo mismo que dicen los casos: día, qué y plazo."""
    hallados: dict[str, list[list[Any]]] = defaultdict(list)
    with abrir_al_dia(a_las(espacio, datetime(2027, 12, 1, tzinfo=ZONA))) as base:
        for fila in guardado.comunicaciones(base, partida.semestre.clave).iter_rows(named=True):
            dia = fila["fechada_en"].astimezone(ZONA).date()
            assert fila["notificada_el"] == dia
            vence = [fila["vence"]] if fila["vence"] else []
            for cuenta in fila["cuentas"]:
                hallados[cuenta].append([dia, fila["clase_comunicacion"], *vence])
        for fila in guardado.eventos(base, partida.semestre.clave).iter_rows(named=True):
            if fila["clase_evento"] in _HECHOS:
                hallados[fila["cuenta"]].append([fila["fecha_efectiva"], fila["clase_evento"]])
    return hallados


def _los_estados(espacio: Espacio, partida: Partida) -> None:
    with abrir_al_dia(a_las(espacio, datetime(2027, 12, 1, tzinfo=ZONA))) as base:
        eventos = guardado.como_eventos(guardado.eventos(base, partida.semestre.clave))
    for n in range(partida.todas):
        cuenta = f"x_{n:03}"
        suyo = expediente_de(cuenta, (e for e in eventos if e.cuenta == cuenta))
        assert str(suyo.entrega) == partida.caso_de(cuenta)["estado"]


def _los_correos(espacio: Espacio, partida: Partida, buzon: Buzon) -> None:
    """Cada comunicación salió una vez, a quien administra (o al titular), con sus cuentas juntas."""
    with abrir_al_dia(a_las(espacio, datetime(2027, 12, 1, tzinfo=ZONA))) as base:
        escritas = guardado.comunicaciones(base, partida.semestre.clave)
    salieron = dict(zip((m["Message-ID"] for m in buzon.mensajes), buzon.para, strict=True))
    assert len(salieron) == len(buzon.mensajes) == len(escritas)
    fechas = {m["Message-ID"]: m["Date"].datetime for m in buzon.mensajes}
    for fila in escritas.iter_rows(named=True):
        suyo = mensaje_id(fila["comunicacion"])
        numeros = {int(c[2:]) for c in fila["cuentas"]}
        if fila["clase_comunicacion"] == "titular":
            personas = {f"p{n // _POR_PERSONA}@example.org" for n in numeros}
            assert set(salieron[suyo]) == {f"t{n // 10}@example.org" for n in numeros} | personas
            assert len({n // 10 for n in numeros}) == 1
        else:
            # Una persona con dos cuentas recibe una sola.
            assert len(numeros) == _POR_PERSONA
            assert salieron[suyo] == [f"p{min(numeros) // _POR_PERSONA}@example.org"]
        local = fechas[suyo].astimezone(ZONA)
        assert local.date() == fila["fechada_en"].astimezone(ZONA).date()
        assert isinstance(local.date(), date)


def _el_informe(espacio: Espacio, partida: Partida) -> None:
    """Lo que persiste llega al informe por su vía, con la fecha y la prueba de cada aviso (art. 15)."""
    ultimo = max(r[0] for c in partida.casos for r in c["esperado"])
    despues = a_las(espacio, datetime.combine(ultimo + timedelta(days=30), VIGILA_A))
    evaluar(despues, partida.semestre)
    with abrir_al_dia(despues) as base:
        leido = expediente(base, partida.semestre)
    assert leido is not None
    informe = construir(datos_de(despues, partida.semestre, leido))
    (seccion,) = (s for s in informe.secciones if s.clave == "requerimientos-no-atendidos")
    persisten, pruebas = seccion.cuadros[:2]
    esperadas = {f"Cuenta {n:03}" for n in range(partida.todas) if _persistio(partida.caso_de(f"x_{n:03}"))}
    assert {fila[0].texto for fila in persisten.filas} == esperadas
    probadas = [" ".join(f"{c.texto} {c.detalle}" for c in fila) for fila in pruebas.filas]
    for n in range(partida.todas):
        if f"Cuenta {n:03}" in esperadas:
            caso = partida.caso_de(f"x_{n:03}")
            # Lo que se avisa después de que persistió ya no es lo que no se atendió.
            avisos = [
                r for r in caso["esperado"] if r[1] in _DEL_ARTICULO_15 and r[0] < max(_persistio(caso))
            ]
            suyas = [p for p in probadas if p.startswith(f"Cuenta {n:03}")]
            assert len(suyas) >= len(avisos)
            assert all(any(fecha_corta(r[0]) in p for p in suyas) for r in avisos)
            assert all("la aceptó con 250" in p for p in suyas)


def _persistio(caso: dict[str, Any]) -> list[date]:
    """Los días en que consta que persistió, si los hay."""
    return [r[0] for r in caso["esperado"] if r[1] == "persistente"]
