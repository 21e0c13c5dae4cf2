"""Qué hace distinta a una evaluación de otra: huellas, y por qué es provisional."""

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

import polars as pl

from almacen import evaluaciones
from esquemas.hallazgos import Hallazgo
from flujos.pasos.espacio import Espacio
from flujos.pasos.plazos import plazos
from flujos.pasos.recomendaciones import Hechas
from lineamientos.calificacion.metodo import VERSION_METODO
from lineamientos.calificacion.resultado import Resultado
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes


def encabezado_de(
    espacio: Espacio,
    semestre: Semestre,
    vigentes: ParametrosVigentes,
    entradas: tuple[pl.DataFrame, ...],
    resultado: Resultado,
    hallazgos: list[Hallazgo],
    fases: Mapping[str, str],
    hechas: Hechas,
) -> evaluaciones.Encabezado:
    """Lo que la evaluación dice de sí; su huella cambia si cambia algo de lo que la determina."""
    huella_cifras = _huella(*entradas)
    huella_parametros = vigentes.huella()
    huella_metodo = huella_del_metodo()
    sin_aprobar = vigentes.sin_aprobar()
    motivo = _motivo_provisional(
        sin_aprobar, resultado, espacio.ahora_local().date(), plazos(espacio, semestre).evaluacion_fin.fecha
    )
    # El motivo cambia el día en que termina el plazo del art. 13: entonces se guarda otra, la de cierre.
    # La huella de los parámetros no incluye su aprobación; una aprobación sí hace otra evaluación.
    # Y una observación que se atiende sin cambiar cifras (llegaron las copias de pantalla) también.
    observado = sorted(h.identidad(None) for h in hallazgos)
    identidad = "\x1f".join(
        (
            semestre.clave,
            huella_metodo,
            huella_parametros,
            huella_cifras,
            repr(fases),
            motivo or "",
            # Lo recomendado y su seguimiento: una regla o una declaración nuevas también hacen otra.
            _huella(hechas.recomendaciones, hechas.omitidas, hechas.seguimiento),
            *sin_aprobar,
            *observado,
        )
    )
    return evaluaciones.Encabezado(
        huella=hashlib.sha256(identidad.encode()).hexdigest(),
        semestre=semestre.clave,
        metodo=VERSION_METODO,
        huella_metodo=huella_metodo,
        huella_parametros=huella_parametros,
        huella_cifras=huella_cifras,
        creada_en=espacio.ahora(),
        fase=fases[semestre.clave],
        provisional=motivo is not None,
        motivo_provisional=motivo,
    )


def _motivo_provisional(
    sin_aprobar: tuple[str, ...], resultado: Resultado, hoy: date, evaluacion_fin: date
) -> str | None:
    """Por qué no es definitiva: el plazo del art. 13 que aún corre y lo que el Comité no ha aprobado."""
    motivos = []
    if hoy <= evaluacion_fin:
        motivos.append(
            f"aún corre el plazo de evaluación del art. 13, que termina el {evaluacion_fin:%Y-%m-%d}"
        )
    if sin_aprobar:
        motivos.append(f"hay {len(sin_aprobar)} parámetros sin aprobar por el Comité")
    elif bool(resultado.calificaciones["provisional"].any()):
        motivos.append("el Comité no ha aprobado el periodo base de las metas")
    return " y ".join(motivos) or None


def huella_del_metodo() -> str:
    """Huella del código con que se califica: cualquier cambio en él hace otra evaluación."""
    suma = hashlib.sha256()
    for carpeta in ("calificacion", "recomendaciones"):
        for recurso in sorted(files("lineamientos").joinpath(carpeta).iterdir(), key=lambda r: r.name):
            if recurso.name.endswith((".py", ".toml")):
                suma.update(recurso.name.encode() + b"\x00" + recurso.read_bytes())
    return suma.hexdigest()


def _huella(*marcos: pl.DataFrame) -> str:
    suma = hashlib.sha256()
    for marco in marcos:
        suma.update(marco.sort(marco.columns, nulls_last=True).write_csv().encode())
    return suma.hexdigest()
