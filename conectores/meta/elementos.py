"""Lo que tienen en común una publicación de Facebook y una de Instagram al leerse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from conectores.comun.consultas import PaginaLeida
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import hora_local
from conectores.meta.dias import instante
from conectores.meta.formas import arista, entero, lista, objeto, texto
from conectores.meta.marcos import Fila
from conectores.meta.registro import por_nombre
from lineamientos.semestres import Semestre

_LARGO_DEL_TEXTO = 500


@dataclass(frozen=True)
class Elemento:
    """Una publicación leída.

    Attributes:
        cuenta: Clave en el padrón.
        identificador: El que se guarda.
        publicada: Cuándo se publicó, en UTC.
        pagina: Página en que venía.
        numero: Su lugar en ella.
        columnas: Las demás columnas de ``publicaciones``.
        cifras: Sus métricas por nombre del catálogo.
    """

    cuenta: str
    identificador: str
    publicada: datetime
    pagina: PaginaLeida
    numero: int
    columnas: Mapping[str, object]
    cifras: Mapping[str, int | None] = field(default_factory=dict)


def fila_de(elemento: Elemento, red: str) -> Fila:
    """La fila de ``publicaciones`` de un elemento."""
    local = hora_local(elemento.publicada)
    return {
        "archivo": elemento.pagina.archivo,
        "fila": elemento.numero,
        "cuenta": elemento.cuenta,
        "red": red,
        "semestre": Semestre.de_fecha(local.date()).clave,
        "id_publicacion": elemento.identificador,
        "publicada_en": local,
        "leida_en": elemento.pagina.leida_en,
        **elemento.columnas,
        **elemento.cifras,
    }


def sin_repetir(elementos: Sequence[Elemento]) -> list[Elemento]:
    """Una vez cada publicación, la última que se leyó; por cuenta, fecha e identificador."""
    ultimos = {(e.cuenta, e.identificador): e for e in elementos}
    return sorted(ultimos.values(), key=lambda e: (e.cuenta, e.publicada, e.identificador))


def fecha_de(datos: Mapping[str, Any], campo: str) -> datetime:
    """Cuándo se publicó, en UTC.

    Raises:
        ContratoRoto: Si falta o no es una fecha con zona.
    """
    dicho = texto(datos.get(campo), campo)
    try:
        return instante(dicho)
    except ValueError as error:
        raise ContratoRoto(f"«{campo}» trae «{dicho[:40]}» donde va una fecha con zona.") from error


def recortado(datos: Mapping[str, Any], campo: str) -> str | None:
    """Un texto, recortado a 500 caracteres; ``None`` si no lo hay."""
    dicho = datos.get(campo)
    return str(dicho)[:_LARGO_DEL_TEXTO] if dicho else None


def cifras_de_insights(datos: Mapping[str, Any], red: str, publicada: date) -> dict[str, int | None]:
    """Las métricas de la arista ``insights`` de una publicación, por nombre del catálogo.

    La que la plataforma no daba cuando se publicó no se toma: contaría solo una parte de su vida.

    Raises:
        ContratoRoto: Si viene una métrica que no se pidió, o sin un valor entero.
    """
    conocidas = por_nombre(red, "publicacion")
    cifras: dict[str, int | None] = {}
    for entrada in arista(datos.get("insights"), "insights"):
        nombre = texto(entrada.get("name"), "name")
        metrica = conocidas.get(nombre)
        if metrica is None or metrica.metrica is None:
            raise ContratoRoto(f"Llegó la métrica «{nombre}», que no se pide.")
        valores = lista(entrada.get("values"), nombre)
        if valores and metrica.da_datos_de(publicada):
            cifras[metrica.metrica] = entero(valores[0].get("value"), nombre)
    return cifras


def total(datos: Mapping[str, Any], nombre: str) -> int | None:
    """``summary.total_count`` de una arista; ``None`` si no vino.

    Raises:
        ContratoRoto: Si vino algo que no es un entero.
    """
    resumen = objeto(objeto(datos.get(nombre), nombre).get("summary"), nombre)
    return entero(resumen.get("total_count"), nombre)
