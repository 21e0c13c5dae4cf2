"""Lo que sigue a la evaluación: recomendaciones, resolución, y lo que pide el Comité (arts. 6, 8 y 13)."""

from informes.cartas.comunes import (
    como_contestar,
    con_fundamento,
    cuentas,
    documentos,
    nombrada,
    observaciones,
    pedido,
    periodo,
    plazo,
    por_cuenta,
    recomendadas,
    trato,
)
from informes.cartas.errores import CartaInvalida
from informes.cartas.formas import Bloque, Columna, Datos, Parrafo, Tabla
from informes.cartas.modelo import CuentaDeCarta, DatosDeCarta
from informes.cartas.palabras import con_fechas_largas, dia, punto
from informes.textos import red
from lineamientos.referencias import Articulo

_RECOMIENDA, _ATIENDE, _CALIFICA = Articulo(6, "III"), Articulo(7), Articulo(13)


def recomendaciones(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Recomendaciones sobre el uso y los contenidos (arts. 6, fracción III, y 7)."""
    t = trato(datos)
    una = sum(len(c.recomendaciones) for c in datos.cuentas) == 1
    apertura = (
        f"{con_fundamento((_RECOMIENDA, _ATIENDE))}y de la evaluación del {periodo(datos)}, se "
        f"{t.le} {'dirige la recomendación siguiente' if una else 'dirigen las recomendaciones siguientes'} "
        f"sobre {t.las_indicadas}:"
    )
    limite = plazo(datos) if datos.plazo else ()
    return (
        Parrafo(apertura),
        *((Parrafo(punto(datos.motivo)),) if datos.motivo else ()),
        *(bloque for c in datos.cuentas for bloque in (nombrada(c), *recomendadas(c))),
        Parrafo(
            f"Corresponde a quien administra la cuenta {'atenderla' if una else 'atenderlas'} "
            f"({_ATIENDE.cita}). En la siguiente evaluación se verá si se "
            f"{'atendió' if una else 'atendieron'}, con las cifras del semestre o con lo que "
            f"{t.usted('informe', 'informen')}.",
            "Cómo se atiende." if una else "Cómo se atienden.",
        ),
        *limite,
        *como_contestar(datos, archivos=False),
        *documentos(datos),
    )


def resolucion(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Lo que resolvió el Comité de Gestión de cada cuenta, y por qué (art. 13).

    Raises:
        CartaInvalida: Si falta la sesión, el día o lo resuelto de una cuenta.
    """
    t = trato(datos)
    sin_clase = [c.cuenta for c in datos.cuentas if not c.clase_resuelta]
    if datos.resuelta_el is None or not datos.sesion or sin_clase:
        falta = (
            f"lo resuelto de {', '.join(sin_clase)}" if sin_clase else "la sesión o el día en que se resolvió"
        )
        raise CartaInvalida(
            f"A la notificación {datos.comunicacion} le falta {falta}. Registre la resolución con "
            "«pertinencia resolver» antes de notificarla."
        )
    apertura = (
        f"{con_fundamento((_CALIFICA,))}se {t.le} notifica que el Comité de Gestión, en la sesión que se "
        f"indica, calificó la pertinencia de {t.las_siguientes} en el {periodo(datos)}:"
    )
    lo_resuelto = Tabla(
        "Resolución",
        (Columna("Cuenta", 5), Columna("Red", 3), Columna("Calificación", 4), Columna("Razones", 9)),
        tuple(
            (
                f"{c.nombre} ({c.cuenta})",
                red(c.red),
                c.clase_resuelta,
                punto(c.razones) or "El acuerdo no asienta otras razones.",
            )
            for c in datos.cuentas
        ),
    )
    con_recomendaciones = [c for c in datos.cuentas if c.recomendaciones]
    recomendado: tuple[Bloque, ...] = ()
    if con_recomendaciones:
        recomendado = (
            Parrafo(f"Las que siguen deben atenderse ({_ATIENDE.cita}).", "Recomendaciones."),
            *(bloque for c in con_recomendaciones for bloque in (nombrada(c), *recomendadas(c))),
        )
    return (
        Parrafo(apertura),
        *_sesion(datos),
        lo_resuelto,
        Parrafo(
            "El Comité de Gestión califica la pertinencia por el desempeño en la red, la frecuencia de "
            f"publicación, el contenido original y los seguidores nuevos ({_CALIFICA.cita}).",
            "Qué se califica.",
        ),
        *recomendado,
        *como_contestar(datos, archivos=False),
        *documentos(datos),
    )


def a_transparencia(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Solicitud del Comité de integrar el informe del semestre a su informe anual (art. 8, fracción I)."""
    t = trato(datos)
    sesion = _sesion(datos)
    apertura = (
        f"{con_fundamento((Articulo(8, 'I'),))}el Comité de Gestión, que conoció el informe de la "
        f"revisión de las cuentas de redes sociales del {periodo(datos)}, {t.le} solicita integrarlo al "
        "informe anual del propio Comité."
    )
    limite = plazo(datos) if datos.plazo else ()
    return (Parrafo(apertura), *sesion, *limite, *documentos(datos))


def del_comite(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Solicitud directa del Comité a los administradores (art. 8, fracción II)."""
    t = trato(datos)
    apertura = (
        f"{con_fundamento((_ATIENDE, Articulo(8, 'II')))}el Comité de Gestión {t.le} solicita lo que "
        f"se indica, sobre {t.las_siguientes} y el {periodo(datos)}:"
    )
    motivo = (Parrafo(datos.motivo, "Qué se solicita."),) if datos.motivo else ()
    limite = plazo(datos) if datos.plazo else ()
    return (
        Parrafo(apertura),
        cuentas(datos),
        *motivo,
        *por_cuenta(datos, _solicitado),
        *limite,
        *como_contestar(datos, archivos=False),
        *documentos(datos),
    )


def interno(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Recordatorio a Comunicación Social de la evaluación o del informe (art. 13)."""
    t = trato(datos)
    motivo = (Parrafo(con_fechas_largas(punto(datos.motivo)), "Qué falta."),) if datos.motivo else ()
    limite = plazo(datos) if datos.plazo else ()
    tabla = (cuentas(datos, "Cuentas por atender"),) if datos.cuentas else ()
    return (
        Parrafo(
            f"Se {t.le} recuerda lo pendiente en la revisión de las cuentas de redes sociales del "
            f"{periodo(datos)}, conforme al artículo {_CALIFICA.texto} de los Lineamientos."
        ),
        *motivo,
        *tabla,
        *limite,
        *documentos(datos),
    )


def _sesion(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """En qué sesión, qué día y con qué acuerdo, como se registraron."""
    pares = (
        ("Sesión del Comité", datos.sesion),
        ("Fecha", dia(datos.resuelta_el) if datos.resuelta_el else ""),
        ("Acta o acuerdo", datos.acuerdo),
    )
    dichos = tuple(par for par in pares if par[1])
    return (Datos(dichos),) if dichos else ()


def _solicitado(cuenta: CuentaDeCarta) -> tuple[Bloque, ...]:
    puntos = recomendadas(cuenta)
    return (
        *pedido(cuenta, "Información que se solicita"),
        *observaciones(cuenta, "Observaciones por atender"),
        *((Parrafo("", "Recomendaciones por atender:"), *puntos) if puntos else ()),
    )
