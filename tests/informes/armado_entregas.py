"""Lo que se entregó, inventado: cifras, observaciones, padrón y lotes."""

from datetime import UTC, date, datetime
from typing import Any

from lineamientos import catalogo
from lineamientos.semestres import Semestre
from tests.informes.armado_comun import EVALUACION, SEMESTRE, Cuenta, huella


def cifras(c: Cuenta, semestre: Semestre, divisor: int) -> list[dict[str, Any]]:
    filas = []
    metricas = [
        *catalogo.metricas_de(c.red, semestre),
        *catalogo.metricas_de(c.red, semestre, "suplementaria"),
    ]
    for n, m in enumerate(metricas):
        ausente = not c.entregado or n % 7 == 5
        definicion = catalogo.definiciones_entre(m.nombre, c.red, semestre.inicio, semestre.fin)[-1]
        filas.append(
            {
                "evaluacion": EVALUACION,
                "cuenta": c.clave,
                "semestre": semestre.clave,
                "red": c.red,
                "metrica": m.nombre,
                "definicion": definicion.clave,
                "valor": None if ausente else (n + 1) * 12345 // divisor,
                "ausencia": ("plataforma" if c.entregado else "no_entregada") if ausente else None,
                "fuente": None if ausente else ("formato", "exportacion")[n % 2],
                "lote": None if ausente else huella(c),
                "calculo": "Cifra del formato del semestre"
                if n % 2 == 0
                else "Suma de las publicaciones del semestre",
            }
        )
    return filas


def observaciones(cuentas: tuple[Cuenta, ...]) -> list[dict[str, Any]]:
    filas = [
        _observacion(f"{c.clave}-{i}", c.clave, "C201", "observacion", mensaje)
        for c in cuentas
        for i, mensaje in enumerate(c.observaciones)
    ]
    filas.append(_observacion("suelta", None, "L001", "rechazo", "El archivo está vacío."))
    filas.append(
        _observacion("aviso", cuentas[0].clave, "S301", "aviso", "Hay más piezas multimedia que mensajes.")
    )
    return filas


def _observacion(clave: str, cuenta: str | None, codigo: str, severidad: str, mensaje: str) -> dict[str, Any]:
    return {
        "observacion": clave,
        "lote": None,
        "evaluacion": None,
        "cuenta": cuenta,
        "semestre": SEMESTRE.clave,
        "codigo": codigo,
        "articulo": "14",
        "severidad": severidad,
        "archivo": "entradas/=cmd().csv" if cuenta is None else "formato_x.xlsx",
        "hoja": None if cuenta is None else "Estadística",
        "fila": None if cuenta is None else 12,
        "columna": None if cuenta is None else "Mensajes propios",
        "campo": None,
        "encontrado": "=1+1",
        "esperado": None,
        "mensaje": mensaje,
        "que_hacer": "Corrija la celda y entregue de nuevo el archivo.",
        "detectada_en": datetime(2026, 7, 15, 16, 0, tzinfo=UTC),
    }


def registro(c: Cuenta) -> dict[str, Any]:
    return {
        "cuenta": c.clave,
        "red": c.red,
        "usuario": c.clave.replace("-", "_"),
        "id_plataforma": None,
        "nombre": c.nombre,
        "area": c.area,
        "central": c.area == "cncs",
        "vigente_desde": date(2020, 1, 1),
        "vigente_hasta": None,
        "ejemplo": True,
    }


def lote(c: Cuenta) -> dict[str, Any]:
    return {
        "lote": huella(c),
        "origen": "archivo",
        "semestre": SEMESTRE.clave,
        "clase": f"formato_{c.red}",
        "carpeta": c.clave,
        "archivo": f"{c.clave}/formato_{c.red}_2026-1.xlsx",
        "sha256": huella(c),
        "bytes": 20480,
        "recibido_en": datetime(2026, 7, 13, 19, 5, tzinfo=UTC),
        "estado": "cargado",
        "filas_leidas": 1,
        "filas_rechazadas": 0,
        "lector": "1",
    }


AREAS: list[dict[str, Any]] = [
    {
        "area": "cncs",
        "nombre": "Coordinación Nacional de Comunicación Social",
        "tipo_area": "central",
        "entidad": None,
        "ejemplo": True,
    },
    {
        "area": "jl-jal",
        "nombre": "Junta Local Ejecutiva en Jalisco",
        "tipo_area": "junta_local",
        "entidad": "Jalisco",
        "ejemplo": True,
    },
    {
        "area": "jl-ags",
        "nombre": "Junta Local Ejecutiva en Aguascalientes",
        "tipo_area": "junta_local",
        "entidad": "Aguascalientes",
        "ejemplo": True,
    },
    {
        "area": "jd-jal-01",
        "nombre": "Junta Distrital Ejecutiva 01 en Jalisco",
        "tipo_area": "junta_distrital",
        "entidad": "Jalisco",
        "ejemplo": True,
    },
]
