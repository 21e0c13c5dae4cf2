"""Lee el formato oficial: filas de cuentas y columnas de métricas que se vuelven mediciones.

Una celda mala es una ausencia con su hallazgo y el resto de la fila se carga; una fila con la cuenta, la
red o el semestre malos se rechaza; vacío nunca es cero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from conectores.archivos.columnas import ColumnaEntera, convencion_de, enteros
from conectores.archivos.fechas import orden
from conectores.archivos.formato_celdas import razon_de_ausencia
from conectores.archivos.formato_filas import FilaIdentificada, Identificador
from conectores.archivos.reconocimiento import Reconocida
from conectores.archivos.tipos import Contexto, Lectura
from esquemas.derivados import esquema_polars
from esquemas.formato import (
    FECHA_EXPORTACION,
    IDENTIFICACION,
    NO_APLICA,
    ColumnaFormato,
    Grupo,
    columnas_formato,
)
from esquemas.hallazgos import Hallazgo
from esquemas.tablas import MEDICIONES
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import definiciones_entre
from lineamientos.semestres import Semestre

_Celda = int | Ausencia
_DE_VACIA = {Grupo.ART_11: "L310", Grupo.SI_APLICA: "L315"}
"""Qué se dice de una celda vacía; de las suplementarias no se dice nada."""


@dataclass(frozen=True)
class _Fila:
    identidad: FilaIdentificada
    valores: dict[str, _Celda]
    hallazgos: tuple[Hallazgo, ...]


def leer_formato(reconocida: Reconocida, contexto: Contexto) -> Lectura:
    """Convierte una tabla del formato en mediciones de fuente «formato».

    Returns:
        Lectura con una medición por celda pedida de cada cuenta que se llenó.
    """
    tabla = reconocida.tabla
    identificador = Identificador(reconocida, contexto, orden(reconocida.celdas(FECHA_EXPORTACION)))
    celdas = _Celdas(reconocida)
    hallazgos: list[Hallazgo] = []
    filas: list[_Fila] = []
    vacias: list[Hallazgo] = []
    rechazadas = 0
    for indice in range(len(tabla.filas)):
        identidad, propios = identificador.identificar(indice)
        if identidad is None:
            hallazgos.extend(propios)
            rechazadas += 1
        elif celdas.sin_llenar(indice):
            vacias.append(identificador.lugar(indice, "cuenta").hallazgo("L309", cuenta=identidad.cuenta))
        else:
            filas.append(_leer_fila(identidad, identificador, celdas, contexto.semestre, propios))
    unicas, repetidas, perdidas = _sin_repetidas(filas, identificador)
    llenas = {f.identidad.cuenta for f in filas}
    hallazgos.extend(repetidas)
    hallazgos.extend(h for h in vacias if h.cuenta not in llenas)
    hallazgos.extend(_columnas_que_faltan(reconocida, unicas, contexto.semestre))
    hallazgos.extend(celdas.avisos())
    hallazgos.extend(h for f in unicas for h in f.hallazgos)
    return Lectura(
        reconocida.fuente.clase,
        mediciones=_mediciones(reconocida, unicas, contexto.semestre),
        hallazgos=tuple(hallazgos),
        filas_leidas=len(tabla.filas),
        filas_rechazadas=rechazadas + perdidas,
        rechazado=rechazadas + perdidas == len(tabla.filas),
    )


class _Celdas:
    """Las columnas de métricas de una tabla, leídas de una vez."""

    def __init__(self, reconocida: Reconocida) -> None:
        de_identidad = {c.clave for c in IDENTIFICACION}
        self._r = reconocida
        self._textos = {
            c: reconocida.celdas(c)
            for c in sorted(reconocida.columnas, key=reconocida.columnas.__getitem__)
            if c not in de_identidad
        }
        self._segun = convencion_de(self._textos.values())
        self._leidas = {c: enteros(t, self._segun) for c, t in self._textos.items()}
        self._codigos = {c: dict(leida.ilegibles) for c, leida in self._leidas.items()}

    def trae(self, metrica: str) -> bool:
        """Si la tabla tiene la columna."""
        return metrica in self._textos

    def sin_llenar(self, indice: int) -> bool:
        """Si ninguna celda de cifras de la fila tiene algo."""
        return not any(t[indice].strip() for t in self._textos.values())

    def valor(self, metrica: str, indice: int) -> tuple[_Celda | None, str]:
        """Valor, razón de ausencia o ``None`` si está vacía, y el código si no pudo leerse."""
        texto = self._textos[metrica][indice]
        declarada = razon_de_ausencia(texto)
        if declarada is not None:
            return declarada, ""
        codigo = self._codigos[metrica].get(indice, "")
        if codigo:
            return Ausencia.ILEGIBLE, codigo
        valor: int | None = self._leidas[metrica].valores[indice]
        return valor, ""

    def texto(self, metrica: str, indice: int) -> str:
        """La celda como viene."""
        return self._textos[metrica][indice]

    def avisos(self) -> Iterator[Hallazgo]:
        """Columnas en que un punto se leyó como separador de miles sin otra evidencia."""
        for clave, leida in self._leidas.items():
            if leida.ambigua is not None:
                yield self._aviso(clave, leida)

    def _aviso(self, clave: str, leida: ColumnaEntera) -> Hallazgo:
        texto, valor = leida.ambigua or ("", 0)
        return Hallazgo(
            "L210",
            archivo=self._r.tabla.archivo,
            hoja=self._r.tabla.hoja or None,
            columna=self._r.encabezado(clave).strip(),
            campo=clave,
            encontrado=texto,
            esperado=str(valor),
        )


def _leer_fila(
    identidad: FilaIdentificada,
    identificador: Identificador,
    celdas: _Celdas,
    semestre: Semestre,
    previos: list[Hallazgo],
) -> _Fila:
    valores: dict[str, _Celda] = {}
    hallazgos = list(previos)
    for columna in _metricas(identidad.red, semestre):
        if not celdas.trae(columna.clave):
            valores[columna.clave] = Ausencia.NO_ENTREGADA
            continue
        valor, codigo = celdas.valor(columna.clave, identidad.indice)
        if valor is None:
            valor, codigo = Ausencia.NO_ENTREGADA, _DE_VACIA.get(columna.grupo, "")
        elif valor is Ausencia.NO_APLICA and NO_APLICA not in columna.palabras:
            valor, codigo = Ausencia.ILEGIBLE, "L316"
        if codigo:
            texto = celdas.texto(columna.clave, identidad.indice).strip()
            lugar = identificador.lugar(identidad.indice, columna.clave)
            hallazgos.append(
                Hallazgo(
                    codigo,
                    archivo=lugar.archivo,
                    hoja=lugar.hoja,
                    fila=lugar.fila,
                    columna=lugar.columna,
                    campo=columna.clave,
                    cuenta=identidad.cuenta,
                    semestre=semestre.clave,
                    encontrado=texto or None,
                )
            )
        valores[columna.clave] = valor
    return _Fila(identidad, valores, tuple(hallazgos))


def _metricas(red: str, semestre: Semestre) -> list[ColumnaFormato]:
    return [c for c in columnas_formato(red, semestre) if c.es_metrica]


def _sin_repetidas(
    filas: list[_Fila], identificador: Identificador
) -> tuple[list[_Fila], list[Hallazgo], int]:
    """Deja una fila por cuenta: si son iguales, la primera; si difieren, ninguna.

    Returns:
        Las filas que quedan, los hallazgos y cuántas filas se rechazaron por contradecirse.
    """
    grupos: dict[str, list[_Fila]] = {}
    for fila in filas:
        grupos.setdefault(fila.identidad.cuenta, []).append(fila)
    unicas: list[_Fila] = []
    hallazgos: list[Hallazgo] = []
    perdidas = 0
    for cuenta, grupo in grupos.items():
        iguales = all(f.valores == grupo[0].valores for f in grupo)
        if iguales:
            unicas.append(grupo[0])
        else:
            perdidas += len(grupo)
        if len(grupo) > 1:
            numeros = ", ".join(str(f.identidad.fila) for f in grupo)
            lugar = identificador.lugar(grupo[0].identidad.indice, "cuenta")
            hallazgos.append(lugar.hallazgo("L307" if iguales else "L308", numeros, cuenta=cuenta))
    return unicas, hallazgos, perdidas


def _columnas_que_faltan(reconocida: Reconocida, filas: list[_Fila], semestre: Semestre) -> list[Hallazgo]:
    """Un hallazgo por columna del art. 11 que la tabla no trae, no uno por cuenta."""
    redes = dict.fromkeys(f.identidad.red for f in filas)
    faltan = {
        c.titulo: c.clave
        for red in redes
        for c in _metricas(red, semestre)
        if c.grupo is Grupo.ART_11 and c.clave not in reconocida.columnas
    }
    tabla = reconocida.tabla
    return [
        Hallazgo("L311", archivo=tabla.archivo, hoja=tabla.hoja or None, campo=clave, esperado=titulo)
        for titulo, clave in faltan.items()
    ]


def _mediciones(reconocida: Reconocida, filas: list[_Fila], semestre: Semestre) -> pl.DataFrame:
    esquema = {n: t for n, t in esquema_polars(MEDICIONES).items() if n != "lote"}
    renglones = [
        {
            "archivo": reconocida.tabla.archivo,
            "hoja": reconocida.tabla.hoja,
            "fila": fila.identidad.fila,
            "columna": _encabezado(reconocida, metrica),
            "cuenta": fila.identidad.cuenta,
            "semestre": semestre.clave,
            "metrica": metrica,
            "definicion": definiciones_entre(metrica, fila.identidad.red, semestre.inicio, semestre.fin)[
                -1
            ].clave,
            "valor": None if isinstance(valor, Ausencia) else valor,
            "ausencia": valor.value if isinstance(valor, Ausencia) else None,
            "fuente": "formato",
            "desde": desde,
            "hasta": hasta,
            "corte": fila.identidad.corte,
        }
        for fila in filas
        for metrica, valor in fila.valores.items()
        for desde, hasta in [_periodo(metrica, fila.identidad.red, semestre)]
    ]
    return pl.DataFrame(renglones, schema=esquema, orient="row")


def _encabezado(reconocida: Reconocida, metrica: str) -> str:
    """Encabezado de la columna; vacío si la tabla no la trae y la medición es una ausencia."""
    return reconocida.encabezado(metrica).strip() if metrica in reconocida.columnas else ""


def _periodo(metrica: str, red: str, semestre: Semestre) -> tuple[date, date]:
    """Días del semestre en que la plataforma daba la métrica: el semestre, salvo que la estrenara o "
    "retirara.
    """
    definiciones = definiciones_entre(metrica, red, semestre.inicio, semestre.fin)
    desde = max(semestre.inicio, definiciones[0].desde or semestre.inicio)
    hasta = min(semestre.fin, definiciones[-1].hasta or semestre.fin)
    return desde, hasta
