"""Evaluación (art. 13): elegir cifras entre fuentes, revisarlas, calificar y guardar como versión nueva."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import polars as pl

from almacen import evaluaciones
from almacen.candidatas import candidatas
from almacen.maestro import Base
from esquemas.derivados import esquema_polars
from esquemas.hallazgos import Hallazgo, observaciones
from esquemas.tablas import PARAMETROS
from flujos.errores import OrdenInvalida
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avance import Avance, sin_avance
from flujos.pasos.espacio import Espacio
from flujos.pasos.plazos import plazos
from flujos.pasos.recomendaciones import Hechas, recomendar_semestre
from flujos.pasos.revision import revisar_semestre
from lineamientos.calificacion.consolidacion import Consolidacion, consolidar
from lineamientos.calificacion.incertidumbre import medir_incertidumbre
from lineamientos.calificacion.metodo import VERSION_METODO, calificar
from lineamientos.calificacion.parametros_calificacion import ParametrosCalificacion
from lineamientos.calificacion.parametros_incertidumbre import Variaciones
from lineamientos.calificacion.resultado import Resultado
from lineamientos.interpretaciones import Interpretaciones
from lineamientos.semestres import Semestre
from lineamientos.vigentes import ParametrosVigentes

_DE_FASE = {"ordinario": "de los semestres ordinarios", "proceso_electoral": "de los de Proceso Electoral"}

CODIGO_CORTE = "L704"
"""Una exportación que llega al tope de filas: su conteo no es completo."""


@dataclass(frozen=True)
class ResumenEvaluacion:
    """Lo que resultó de evaluar.

    Attributes:
        semestre: Semestre evaluado.
        evaluacion: Identidad de la evaluación.
        nueva: ``False`` si ya estaba guardada con las mismas cifras, parámetros y método.
        por_clase: Cuentas por dictamen propuesto.
        hallazgos: Observaciones sobre las cifras.
        provisional: Por qué es provisional, o ``None``.
    """

    semestre: Semestre
    evaluacion: str
    nueva: bool
    por_clase: Mapping[str, int]
    hallazgos: tuple[Hallazgo, ...]
    provisional: str | None


def evaluar(espacio: Espacio, semestre: Semestre, avance: Avance = sin_avance) -> ResumenEvaluacion:
    """Evalúa un semestre con lo cargado y guarda el resultado; repetirlo sin cambios no guarda nada.

    Los semestres anteriores entran como se evaluaron; si no se evaluaron, como están cargados.

    Raises:
        OrdenInvalida: Si el semestre no ha terminado o no se ha cargado nada de él.
    """
    exigir_terminado(espacio, semestre)
    vigentes = espacio.parametros.del_semestre(semestre)
    with abrir_al_dia(espacio) as base:
        _exigir_entregas(base, semestre)
        avance("Eligiendo cifras", 0, 4)
        anteriores = evaluaciones.cifras_anteriores(base, semestre.clave)
        consolidacion = _consolidar(base, espacio, semestre, vigentes, anteriores)
        cifras = consolidacion.cifras
        avance("Revisando cifras", 1, 4)
        hallazgos = revisar_semestre(base, semestre, vigentes, consolidacion)
        avance("Calificando", 2, 4)
        previas = evaluaciones.calificaciones_anteriores(base, semestre.clave)
        fases = fases_de(espacio, cifras)
        parametros = ParametrosCalificacion.de_vigentes(vigentes)
        congeladas = _congeladas(base, semestre, parametros)
        resultado = calificar(
            cifras,
            espacio.padron.cuentas,
            semestre,
            fases=fases,
            parametros=parametros,
            metas_congeladas=congeladas,
            previas=previas,
        )
        avance("Midiendo la incertidumbre", 3, 4)
        incertidumbre = medir_incertidumbre(
            resultado.insumos,
            Variaciones.de_vigentes(vigentes),
            parametros,
            metodos=evaluaciones.metodos_anteriores(base, semestre.clave),
        )
        hechas = recomendar_semestre(
            espacio,
            base,
            semestre,
            vigentes,
            cifras=cifras,
            previas=previas,
            fase=fases[semestre.clave],
            resultado=resultado,
        )
        entradas = (cifras, espacio.padron.cuentas, previas, congeladas)
        encabezado = _encabezado(espacio, semestre, vigentes, entradas, resultado, hallazgos, fases, hechas)
        evaluacion, nueva = evaluaciones.guardar(
            base,
            encabezado,
            _resultados(espacio, encabezado, vigentes, cifras, resultado, incertidumbre, hallazgos, hechas),
        )
        avance("Midiendo la incertidumbre", 4, 4)
    conteo = resultado.calificaciones.group_by("clase_propuesta").len().sort("clase_propuesta")
    return ResumenEvaluacion(
        semestre=semestre,
        evaluacion=evaluacion,
        nueva=nueva,
        por_clase=dict(conteo.iter_rows()),
        hallazgos=tuple(hallazgos),
        provisional=encabezado.motivo_provisional,
    )


def exigir_terminado(espacio: Espacio, semestre: Semestre) -> None:
    """Comprueba que el semestre ya terminó: antes, sus cifras no existen completas.

    Raises:
        OrdenInvalida: Si no ha terminado; dice desde cuándo se entrega su estadística.
    """
    if semestre.fin < espacio.ahora_local().date():
        return
    inicio = plazos(espacio, semestre).ventana_inicio.fecha
    raise OrdenInvalida(
        f"El {semestre.nombre} termina el {semestre.fin:%Y-%m-%d} y su estadística se entrega desde el "
        f"{inicio:%Y-%m-%d}; no puede evaluarse antes. ¿Quiso decir {semestre.anterior().clave}?"
    )


def _exigir_entregas(base: Base, semestre: Semestre) -> None:
    cargados = base.consultar(
        "SELECT count(*) AS n FROM lotes WHERE semestre = $semestre AND estado <> 'rechazado'",
        {"semestre": semestre.clave},
    ).item()
    if not cargados:
        raise OrdenInvalida(
            f"No se ha cargado nada del {semestre.nombre}. Revise que los archivos estén en entradas/ "
            "de este espacio y corra «pertinencia recibir»; sin una sola entrega no se evalúa."
        )


def _consolidar(
    base: Base, espacio: Espacio, semestre: Semestre, vigentes: ParametrosVigentes, anteriores: pl.DataFrame
) -> Consolidacion:
    """Elige cifras para el semestre y para los anteriores que no se hayan evaluado."""
    evaluados = set(anteriores["semestre"].unique())
    cargados = base.consultar("SELECT DISTINCT semestre FROM cobertura WHERE entregado ORDER BY semestre")[
        "semestre"
    ]
    claves = sorted({s for s in cargados if s < semestre.clave and s not in evaluados} | {semestre.clave})
    interpretaciones = Interpretaciones.de_parametros(vigentes)
    marcos = [
        candidatas(
            base,
            Semestre.de_texto(c),
            codigo_corte=CODIGO_CORTE,
            dias_de_tolerancia=interpretaciones.tolerancia_de_seguidores,
        )
        for c in claves
    ]
    return consolidar(
        pl.concat(marcos),
        cuentas=espacio.padron.cuentas,
        semestres=[Semestre.de_texto(c) for c in claves],
        anteriores=anteriores,
        preferencia=interpretaciones.preferencia_de_fuentes,
        preferencia_por_metrica=interpretaciones.preferencia_por_metrica,
        tolerancia=interpretaciones.tolerancia_entre_fuentes,
    )


def _congeladas(base: Base, semestre: Semestre, parametros: ParametrosCalificacion) -> pl.DataFrame:
    """Las metas que ya no se mueven: las de la base que aprobó el Comité y, sin ella, las primeras.

    Raises:
        OrdenInvalida: Si la evaluación que se dice aprobada no está guardada.
    """
    metas = evaluaciones.metas_congeladas(base, semestre.clave)
    for fase, aprobada in parametros.base_aprobada.items():
        suyas = evaluaciones.metas_de(base, aprobada.semestre, aprobada.version, fase)
        if suyas.is_empty():
            raise OrdenInvalida(
                f"El parámetro «calificacion.base_aprobada» dice que la base {_DE_FASE[fase]} es la versión "
                f"{aprobada.version} de la evaluación de {aprobada.semestre}, y no hay tal evaluación con "
                "metas de esa fase. Corrija el semestre o la versión en parametros/calificacion.toml."
            )
        metas = pl.concat([metas.filter(pl.col("fase") != fase), suyas])
    return metas


def fases_de(espacio: Espacio, cifras: pl.DataFrame) -> dict[str, str]:
    """Fase de cada semestre de que hay cifras, según el calendario."""
    resultado = {}
    for clave in sorted(cifras["semestre"].unique()):
        s = Semestre.de_texto(clave)
        hay = espacio.calendario.proceso_electoral(s.fin)
        resultado[clave] = "proceso_electoral" if hay else "ordinario"
    return resultado


def _encabezado(
    espacio: Espacio,
    semestre: Semestre,
    vigentes: ParametrosVigentes,
    entradas: tuple[pl.DataFrame, ...],
    resultado: Resultado,
    hallazgos: list[Hallazgo],
    fases: Mapping[str, str],
    hechas: Hechas,
) -> evaluaciones.Encabezado:
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


def _resultados(
    espacio: Espacio,
    encabezado: evaluaciones.Encabezado,
    vigentes: ParametrosVigentes,
    cifras: pl.DataFrame,
    resultado: Resultado,
    incertidumbre: pl.DataFrame,
    hallazgos: list[Hallazgo],
    hechas: Hechas,
) -> evaluaciones.Resultados:
    return evaluaciones.Resultados(
        cifras=cifras,
        calificaciones=resultado.calificaciones,
        criterios=resultado.criterios,
        partes=resultado.partes,
        incertidumbre=incertidumbre,
        metas=resultado.metas,
        parametros=_parametros(vigentes),
        padron=espacio.padron.cuentas,
        observaciones=observaciones(
            hallazgos,
            detectada_en=espacio.ahora(),
            semestre=encabezado.semestre,
        ),
        recomendaciones=hechas.recomendaciones,
        omitidas=hechas.omitidas,
        seguimiento=hechas.seguimiento,
    )


def _parametros(vigentes: ParametrosVigentes) -> pl.DataFrame:
    filas = []
    for clave in vigentes:
        parametro, valor = vigentes.parametro(clave), vigentes.vigente(clave)
        filas.append(
            {
                "clave": clave,
                "descripcion": parametro.descripcion,
                "articulo": parametro.articulo.texto,
                "unidad": parametro.unidad,
                "valor_json": vigentes.valor_json(clave),
                "desde": valor.desde,
                "fundamento": valor.fundamento,
                "aprobado_por": valor.aprobado_por,
                "aprobado_en": valor.aprobado_en,
            }
        )
    esquema = {n: t for n, t in esquema_polars(PARAMETROS).items() if n != "evaluacion"}
    return pl.DataFrame(filas, schema=esquema)
