"""Los valores de los parámetros, escritos para leerse."""

import json
from typing import Any

from informes import numeros
from informes.textos import CRITERIOS, FASES, FUENTES_CORTAS
from lineamientos.catalogo import REDES

_PALABRAS: dict[str, str] = {
    **FUENTES_CORTAS,
    "anio_y_mitad": "año y mitad: «2026-1» es de enero a junio",
    "incluye_terceros": "incluye los mensajes de terceros que la cuenta comparte",
    "sin_adaptar": "los que se comparten sin adaptar",
    "nivel_al_cierre": "los que tenía al cierre del semestre",
    "separados": "por separado",
    "cambio_neto": "cambio neto",
    "dia_habil_siguiente": "día hábil siguiente",
    "antes_del_semestre": "antes de que empiece el semestre",
    "ausencia_con_razon": "ausencia con su razón",
    "ultimo_acto": "desde el último acto",
    "recepcion": "desde la recepción",
    "mas_tardio": "el más tardío",
    "sede_central": "el de la sede central",
    "mismo_dia": "el mismo día",
    "respuesta_o_vencimiento": "con la respuesta o al vencer, lo que ocurra primero",
    "vencimiento": "al vencer",
    "ventana_completa": "los mismos días hábiles desde la notificación",
    "cierre_de_ventana": "el cierre de la ventana",
    "al_cierre": "terminada la entrega de la cuenta",
    "al_recibir": "al recibirse",
    "America/Mexico_City": "hora de la Ciudad de México",
}
_NOMBRES = CRITERIOS | REDES | FASES | {"version": "versión"}
_SINGULARES = {
    "seguidores": "seguidor",
    "cuentas": "cuenta",
    "criterios": "criterio",
    "copias": "copia",
    "publicaciones": "publicación",
    "días hábiles": "día hábil",
}


def valor(texto_json: str, unidad: str) -> str:
    """Valor de un parámetro con su unidad, a partir de su JSON; ninguna clave interna queda a la vista."""
    crudo = json.loads(texto_json)
    escrito = _escrito(crudo)
    if not unidad or crudo in ([], {}, None):
        return escrito
    if unidad == "hora":
        return f"{escrito.removesuffix(':00')} h"
    if unidad == "percentil":
        return f"percentil {escrito}"
    if isinstance(crudo, dict):
        return f"{escrito} ({unidad})"
    return f"{escrito} {_SINGULARES.get(unidad, unidad) if crudo == 1 else unidad}"


def _escrito(crudo: Any) -> str:
    if isinstance(crudo, bool):
        return "sí" if crudo else "no"
    if isinstance(crudo, int):
        return numeros.entero(crudo)
    if isinstance(crudo, float):
        # Un parámetro se muestra completo: redondearlo diría otro valor.
        return f"{crudo:,}"
    if isinstance(crudo, list):
        return "; ".join(_escrito(v) for v in crudo) or "ninguno"
    if isinstance(crudo, dict):
        return "; ".join(f"{_NOMBRES.get(k, k)}: {_dentro(v)}" for k, v in crudo.items()) or "ninguno fijado"
    return "sin valor" if crudo is None else _PALABRAS.get(str(crudo), str(crudo))


def _dentro(crudo: Any) -> str:
    """Un valor de una tabla; si es otra tabla, entre paréntesis."""
    return f"({_escrito(crudo)})" if isinstance(crudo, dict) else _escrito(crudo)
