"""La primera página de la guía: las fechas que tocan a quien administra una cuenta en un semestre."""

from informes.cartas.formas import Columna, Tabla
from informes.cartas.guia_texto import Seccion
from informes.cartas.limpieza import en_un_renglon
from informes.numeros import fecha
from lineamientos.calendario import Calendario
from lineamientos.plazos import plazos_del_semestre
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import dias_de, limite_para_observar
from lineamientos.vigentes import ParametrosVigentes


def semestre_en_una_pagina(
    semestre: Semestre, calendario: Calendario, parametros: ParametrosVigentes
) -> Seccion:
    """Qué pasa, cuándo y conforme a qué artículo, contado con los parámetros y el calendario del semestre.

    Args:
        semestre: El que se revisa.
        calendario: Calendario del Instituto.
        parametros: Los del semestre.

    Raises:
        ParametroFaltante: Si falta algún plazo.
        ParametroInvalido: Si alguno no puede usarse.
    """
    plazos = plazos_del_semestre(semestre, calendario, parametros)
    cierre = plazos.ventana_fin
    antes = dias_de(parametros, "plazos.recordatorio.dias_habiles_antes")
    recordatorio = calendario.segun(parametros).restar_habiles(cierre.fecha, antes)
    observar = limite_para_observar(cierre.fecha, calendario, parametros)

    def dias(clave: str) -> str:
        n = dias_de(parametros, clave)
        cuantos = "1 día hábil" if n == 1 else f"{n} días hábiles"
        return f"{cuantos} desde el siguiente a que se le notifique"

    filas = (
        ("Le llega el requerimiento", f"A más tardar el {fecha(plazos.requerimiento_antes_de.fecha)}", "11"),
        ("Empieza la entrega", f"El {fecha(plazos.ventana_inicio.fecha)}", "11"),
        (
            "Si no ha entregado, le llega un recordatorio",
            f"Desde el {fecha(recordatorio.fecha)}",
            "6, fracción II",
        ),
        ("Termina la entrega", f"El {fecha(cierre.fecha)}", "11"),
        ("Le llegan las observaciones, si las hay", f"A más tardar el {fecha(observar.fecha)}", "14"),
        ("Usted las subsana", dias("plazos.subsanacion.dias_habiles"), "14"),
        (
            "Si no entregó, se le requiere otra vez: entrega",
            dias("plazos.silencio.dias_habiles"),
            "6, fracción II",
        ),
        ("Si no atiende, se avisa al titular del área: lo ordena", dias("plazos.titular.dias_habiles"), "15"),
        ("Termina la evaluación", f"El {fecha(plazos.evaluacion_fin.fecha)}", "13"),
    )
    columnas = (Columna("Qué pasa", 3), Columna("Cuándo", 3), Columna("Lineamientos, art.", 1))
    advertencias = tuple(dict.fromkeys((*plazos.advertencias, *observar.advertencias)))
    return Seccion(
        titulo="El semestre en una página",
        parrafos=(
            _derecho(
                f"Revisión del {semestre.nombre} ({semestre.clave}). Si su requerimiento dice otra fecha "
                "para entregar, o se le concedió una prórroga, vale esa. Lo que llega fuera de horario "
                "cuenta el día hábil siguiente."
            ),
        ),
        pasos=(),
        puntos=(),
        nota=_derecho(" ".join(map(en_un_renglon, advertencias))) if advertencias else (),
        cuadros=(Tabla("Qué pasa y cuándo", columnas, filas),),
        parrafos_finales=(),
    )


def _derecho(texto: str) -> tuple[tuple[str, bool], ...]:
    return ((texto, False),)
