"""De las respuestas de ``/2/users`` y ``/2/users/by`` a identificadores y seguidores (art. 11, G)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from conectores.comun.consultas import Consulta
from conectores.comun.errores import ContratoRoto
from conectores.comun.horas import dia_local
from conectores.comun.lectura import LecturaApi
from conectores.x.ausencias import SIN_EXPLICACION, Falta, faltas
from conectores.x.declaracion import POR_IDS, RED
from conectores.x.lectura import contador, identificador, metricas, texto
from conectores.x.marcos import FUENTE, Abierta, Logro, marco, recolecciones, sin_repetir
from conectores.x.paginas import Objeto
from esquemas.tablas import DIARIAS, PERFILES
from lineamientos.ausencias import Ausencia
from lineamientos.catalogo import definicion

_SEGUIDORES = "seguidores"
_SIN_CIFRA = Falta(Ausencia.PLATAFORMA, "X no dio el número de seguidores.")

Fila = dict[str, Any]


def normalizar_perfiles(consulta: Consulta, abiertas: Sequence[Abierta]) -> LecturaApi:
    """Perfiles y nivel de seguidores del día, en la Ciudad de México, en que se leyeron.

    De una cuenta que no vino queda la cifra vacía con su razón.

    Raises:
        ContratoRoto: Si algo no tiene la forma prometida, o ninguna cuenta trae sus seguidores.
    """
    pedidas = {o.lower(): c for c, o in zip(consulta.cuentas, consulta.objetos, strict=True)}
    ultima, _ = abiertas[-1]
    no_vino = faltas(p for _, pagina in abiertas for p in pagina.problemas)
    campo = "id" if consulta.parametros["por"] == POR_IDS else "username"
    perfiles: list[Fila] = []
    diarias: list[Fila] = []
    logros = {c: Logro(no_vino.get(o, SIN_EXPLICACION)) for o, c in pedidas.items()}
    cifras: list[int | None] = []
    for pagina, fila, usuario in sin_repetir(abiertas):
        seguidores = contador(metricas(usuario) or {}, "followers_count")
        cifras.append(seguidores)
        cuenta = pedidas.get(texto(usuario, campo).lower())
        if cuenta is not None:
            falta = _SIN_CIFRA if seguidores is None else None
            logros[cuenta] = Logro(falta)
            perfiles.append(_perfil(usuario, cuenta, pagina.archivo, fila, pagina.leida_en))
            diarias.append(_diaria(cuenta, pagina.archivo, fila, pagina.leida_en, seguidores, falta))
    if cifras and all(c is None for c in cifras):
        raise ContratoRoto("X dejó de dar el número de seguidores («public_metrics.followers_count»).")
    posicion = sum(len(pagina.elementos) for _, pagina in abiertas)
    con_cifra = {d["cuenta"] for d in diarias}
    for i, cuenta in enumerate((c for c in logros if c not in con_cifra), 1):
        # Su fila sigue a las de los elementos: el problema no tiene un lugar entre ellos.
        diarias.append(
            _diaria(cuenta, ultima.archivo, posicion + i, ultima.leida_en, None, logros[cuenta].falta)
        )
    return LecturaApi(
        perfiles=marco(PERFILES, perfiles),
        diarias=marco(DIARIAS, diarias),
        recolecciones=recolecciones(consulta, logros, ultima.leida_en),
    )


def _perfil(usuario: Objeto, cuenta: str, archivo: str, fila: int, leida_en: datetime) -> Fila:
    return {
        "archivo": archivo,
        "fila": fila,
        "cuenta": cuenta,
        "red": RED,
        "id_plataforma": identificador(usuario),
        "usuario": texto(usuario, "username"),
        "nombre": texto(usuario, "name"),
        "leida_en": leida_en,
    }


def _diaria(
    cuenta: str, archivo: str, fila: int, leida_en: datetime, valor: int | None, falta: Falta | None
) -> Fila:
    dia = dia_local(leida_en)
    return {
        "archivo": archivo,
        "fila": fila,
        "cuenta": cuenta,
        "fecha": dia,
        "metrica": _SEGUIDORES,
        "definicion": definicion(_SEGUIDORES, RED, dia).clave,
        "valor": valor,
        "ausencia": None if falta is None else falta.ausencia.value,
        "fuente": FUENTE,
    }
