"""Lo que pide atender: observaciones a lo recibido y aviso al titular (arts. 14 y 15)."""

from informes.cartas.comunes import (
    avisos_previos,
    como_contestar,
    con_fundamento,
    cuentas,
    documentos,
    nombrada,
    observaciones,
    periodo,
    plazo,
    por_cuenta,
    trato,
)
from informes.cartas.formas import Bloque, Parrafo
from informes.cartas.modelo import CuentaDeCarta, DatosDeCarta
from lineamientos.referencias import Articulo

_PIDE, _ATIENDE, _SUBSANA, _TITULAR = Articulo(6, "II"), Articulo(7), Articulo(14), Articulo(15)


def observadas(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Observaciones a lo recibido, por cuenta (art. 14)."""
    t = trato(datos)
    cuantas = sum(len(c.observaciones) for c in datos.cuentas)
    una = cuantas == 1
    apertura = (
        f"{con_fundamento((_PIDE, _ATIENDE, _SUBSANA))}y de la revisión de la estadística recibida del "
        f"{periodo(datos)}, se {t.le} "
        f"{'notifica la observación siguiente' if una else 'notifican las observaciones siguientes'}, de "
        f"{t.las_indicadas}, para que se "
        f"{'subsane' if una else 'subsanen'} en el plazo señalado."
    )
    return (
        Parrafo(apertura),
        *(
            bloque
            for c in datos.cuentas
            for bloque in (
                nombrada(c),
                *observaciones(c, "Observación" if len(c.observaciones) == 1 else "Observaciones"),
            )
        ),
        _como_se_subsana(datos),
        *plazo(datos),
        Parrafo(
            "Se avisará al titular del área para que ordene atenderlo de inmediato y, si persiste, el "
            f"Comité de Gestión lo conocerá en el informe del semestre ({_TITULAR.cita}).",
            "Si no se atiende.",
        ),
        *como_contestar(datos),
        *documentos(datos),
    )


def _como_se_subsana(datos: DatosDeCarta) -> Parrafo:
    """De una cifra puede explicarse que está bien; de un archivo que no pudo leerse, no."""
    t = trato(datos)
    todas = [o for c in datos.cuentas for o in c.observaciones]
    oraciones = []
    if any(o.aclarable for o in todas):
        oraciones.append(
            f"{t.usted('Entregue', 'Entreguen')} el archivo corregido; basta con que traiga lo que se "
            f"corrige, y sustituye solo eso. Si la cifra es correcta, {t.usted('explique', 'expliquen')} "
            "por qué, citando la cuenta y el número de la observación."
        )
    if sin_leer := sum(not o.aclarable for o in todas):
        archivo = "el archivo que no pudo leerse" if sin_leer == 1 else "los archivos que no pudieron leerse"
        oraciones.append(
            f"{t.usted('Entregue', 'Entreguen')} de nuevo y {'completo' if sin_leer == 1 else 'completos'} "
            f"{archivo}; una explicación no {'lo' if sin_leer == 1 else 'los'} sustituye."
        )
    return Parrafo(" ".join(oraciones), "Cómo se subsana.")


def al_titular(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Aviso al titular del área de lo que no se atendió (art. 15).

    De una cuenta con observaciones sigue abierto subsanarlas; de una sin ellas, entregar.
    """
    t = trato(datos)
    citados = {_TITULAR}
    citados |= {_SUBSANA for c in datos.cuentas if c.observaciones}
    citados |= {_PIDE for c in datos.cuentas if not c.observaciones}
    apertura = (
        f"{con_fundamento(tuple(citados))}se hace de su conocimiento que venció, sin que se atendiera, el "
        f"plazo de lo requerido sobre la estadística del {periodo(datos)} de {t.las_siguientes}. Se "
        f"{t.le} solicita ordenar que se entregue o se corrija de inmediato."
    )
    return (
        Parrafo(apertura),
        cuentas(datos),
        *por_cuenta(datos, _abierto),
        *plazo(datos),
        Parrafo(
            f"El Comité de Gestión lo conocerá en el informe del semestre ({_TITULAR.cita}), con las fechas "
            "y las pruebas de cada aviso.",
            "Si persiste.",
        ),
        *como_contestar(datos),
        *documentos(datos),
    )


def _abierto(cuenta: CuentaDeCarta) -> tuple[Bloque, ...]:
    sin_nada = Parrafo(
        "No consta que se haya recibido la estadística del semestre.", "Lo que sigue sin atenderse."
    )
    return (
        *avisos_previos(cuenta),
        *(observaciones(cuenta, "Lo que sigue sin subsanarse") or (sin_nada,)),
    )
