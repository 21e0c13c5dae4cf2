"""El formato oficial ya lleno, en libro de Excel y como lo guardan distintas hojas de cálculo."""

import csv
import io
from collections.abc import Sequence

from conectores.archivos.formato_escritor import escribir_formato_csv, escribir_formato_xlsx
from conectores.archivos.tipos import CuentaPadron
from conectores.ejemplo.flota import CuentaEjemplo
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plan import Formato
from conectores.ejemplo.valores_formato import fecha_de_exportacion, valores_de
from esquemas.formato import FECHA_EXPORTACION, PALABRAS
from lineamientos.semestres import Semestre

_PALABRA_DE = {razon: palabra for palabra, razon in PALABRAS.items()}


def formato_xlsx(mundo: Mundo, cuentas: Sequence[CuentaEjemplo], semestre: Semestre) -> bytes:
    """Libro oficial con una o varias cuentas y sus cifras."""
    valores = {c.cuenta: _llenado(mundo, c, semestre) for c in cuentas}
    return escribir_formato_xlsx([cuenta_de_padron(c) for c in cuentas], semestre, valores)


def formato_csv(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre, formato: Formato) -> bytes:
    """Formato oficial de una cuenta en CSV, con los separadores y la codificación de cada programa.

    Raises:
        ValueError: Si el formato pedido no es un CSV.
    """
    oficial = escribir_formato_csv(
        cuenta.red,
        [cuenta_de_padron(cuenta)],
        semestre,
        {cuenta.cuenta: _llenado(mundo, cuenta, semestre)},
    )
    if formato is Formato.CSV_UTF8:
        return oficial
    if formato is Formato.CSV_EXCEL:
        return _con(oficial, ";").encode("cp1252")
    if formato is Formato.CSV_UTF16:
        return b"\xff\xfe" + _con(oficial, "\t").encode("utf-16-le")
    raise ValueError(f"{formato.name} no es un CSV")


def cuenta_de_padron(cuenta: CuentaEjemplo) -> CuentaPadron:
    """La cuenta como la ven lectores y formato."""
    return CuentaPadron(
        cuenta.cuenta,
        cuenta.red,
        cuenta.usuario,
        cuenta.id_plataforma or None,
        cuenta.nombre,
        cuenta.vigente_desde,
        cuenta.vigente_hasta,
    )


def _llenado(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre) -> dict[str, int | str]:
    valores = valores_de(mundo, cuenta, semestre)
    celdas: dict[str, int | str] = {
        n: v if isinstance(v, int) else _PALABRA_DE[v] for n, v in valores.items()
    }
    return celdas | {FECHA_EXPORTACION: fecha_de_exportacion(semestre).isoformat()}


def _con(oficial: bytes, separador: str) -> str:
    """El mismo CSV con otro separador."""
    salida = io.StringIO()
    filas = csv.reader(io.StringIO(oficial.decode("utf-8-sig"), newline=""))
    csv.writer(salida, delimiter=separador, lineterminator="\r\n").writerows(filas)
    return salida.getvalue()
