"""Partes que comparten varias comunicaciones: de qué cuentas, en qué plazo y cómo se contesta."""

from collections.abc import Callable, Sequence

from informes import numeros
from informes.cartas.errores import CartaInvalida
from informes.cartas.formas import Bloque, Columna, Lista, Parrafo, Subtitulo, Tabla
from informes.cartas.modelo import CuentaDeCarta, DatosDeCarta
from informes.cartas.palabras import Trato, articulos, dia, enumerar, punto
from informes.textos import red
from lineamientos.procedimiento.clases import ClaseDeComunicacion, Papel
from lineamientos.referencias import Articulo
from lineamientos.vencimientos import Plazo

C = ClaseDeComunicacion

INSTRUMENTO = (
    "los Lineamientos que rigen la revisión de las cuentas de redes sociales de este organismo "
    "(en adelante, los Lineamientos)"
)
PAPELES: dict[Papel, str] = {
    Papel.ADMINISTRADOR: "Administrador de cuenta",
    Papel.ENCARGADO: "Encargado del tema",
    Papel.TITULAR: "Titular del área",
    Papel.COMUNICACION_SOCIAL: "Comunicación Social",
    Papel.UNIDAD_DE_TRANSPARENCIA: "Unidad de Transparencia",
}
"""Cómo se llama a cada papel; los términos son los del artículo 3."""

DESDE_LA_NOTIFICACION = frozenset({C.OBSERVACIONES, C.SILENCIO, C.TITULAR})
"""Comunicaciones cuyo plazo siempre empieza al notificarse, que puede ser después de fecharse."""


def trato(datos: DatosDeCarta) -> Trato:
    """A cuántas personas se habla y de cuántas cuentas."""
    return Trato(sum(not d.copia for d in datos.destinatarios), len(datos.cuentas))


def con_fundamento(citados: Sequence[Articulo]) -> str:
    """Comienzo de la primera oración."""
    return f"Con fundamento en {articulos(citados)} de {INSTRUMENTO}, "


def periodo(datos: DatosDeCarta) -> str:
    """El semestre con sus fechas: «segundo semestre de 2026 (del 1 de julio al 31 de diciembre de 2026)»."""
    semestre = datos.semestre
    return f"{semestre.nombre} (del {numeros.periodo(semestre.inicio, semestre.fin)})"


def cuentas(datos: DatosDeCarta, titulo: str = "") -> Tabla:
    """La tabla de las cuentas de que trata.

    Raises:
        CartaInvalida: Si no hay ninguna.
    """
    if not datos.cuentas:
        raise CartaInvalida(
            f"La comunicación {datos.comunicacion} ({datos.clase}) no trata de ninguna cuenta; se esperaba "
            "al menos una. Revise de dónde salió antes de escribirla."
        )
    return Tabla(
        titulo or trato(datos).cuenta("Cuenta", "Cuentas"),
        (
            Columna("Clave", 10),
            Columna("Red", 5),
            Columna("Usuario", 8),
            Columna("Nombre", 9),
            Columna("Área", 13),
        ),
        tuple((c.cuenta, red(c.red), c.usuario, c.nombre, c.area) for c in datos.cuentas),
    )


def por_cuenta(
    datos: DatosDeCarta, escribir: Callable[[CuentaDeCarta], tuple[Bloque, ...]]
) -> tuple[Bloque, ...]:
    """Lo que toca a cada cuenta de la tabla, bajo su nombre; lo que es igual en todas va una sola vez."""
    escritos = {c.cuenta: escribir(c) for c in datos.cuentas}
    if len(set(escritos.values())) == 1:
        iguales = escritos[datos.cuentas[0].cuenta]
        varias = (Parrafo("", "En todas las cuentas:"),) if iguales and len(escritos) > 1 else ()
        return (*varias, *iguales)
    return tuple(
        bloque for c in datos.cuentas if escritos[c.cuenta] for bloque in (nombrada(c), *escritos[c.cuenta])
    )


def nombrada(cuenta: CuentaDeCarta) -> Subtitulo:
    """Encabezado de lo que toca a una cuenta."""
    return Subtitulo(f"{cuenta.nombre} ({red(cuenta.red)}, {cuenta.usuario}), clave {cuenta.cuenta}")


def exigido(datos: DatosDeCarta) -> Plazo:
    """El plazo de una comunicación que no puede escribirse sin él.

    Raises:
        CartaInvalida: Si no lo trae.
    """
    if datos.plazo is None:
        raise CartaInvalida(
            f"La comunicación {datos.comunicacion} ({datos.clase}) no dice su plazo; se esperaba uno. Revise "
            "de dónde salió antes de escribirla."
        )
    return datos.plazo


def plazo(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Hasta cuándo, cómo se contó y en qué descansa la cuenta si no está confirmado.

    Raises:
        CartaInvalida: Si la comunicación no dice su plazo.
    """
    suyo = exigido(datos)
    cuando = (
        f"A más tardar el {dia(suyo.fecha)}."
        if datos.desde is None
        else f"La entrega se recibe desde el {dia(datos.desde)} y a más tardar el {dia(suyo.fecha)}."
    )
    texto = f"{cuando} Cómo se contó: {_contado(suyo)}"
    if corre := _desde_la_notificacion(datos):
        texto += f" {corre}"
    advertencias = tuple(Parrafo(punto(a), "Advertencia.") for a in dict.fromkeys(suyo.advertencias))
    return (Parrafo(texto, "Plazo."), *advertencias)


def _desde_la_notificacion(datos: DatosDeCarta) -> str:
    """Desde cuándo se cuenta si se notifica después, o vacío si da lo mismo."""
    if datos.clase in DESDE_LA_NOTIFICACION or (
        datos.corre_desde is not None and datos.fechada_en.date() >= datos.corre_desde
    ):
        return (
            "Si esta comunicación se notifica después del día en que está fechada, el plazo se cuenta "
            "desde la notificación."
        )
    if datos.corre_desde is None:
        return ""
    return (
        f"Si esta comunicación se notifica el {dia(datos.corre_desde)} o después, el plazo es de los mismos "
        "días hábiles, contados desde el siguiente a la notificación."
    )


def _contado(suyo: Plazo) -> str:
    fundamento = suyo.fundamento
    if not fundamento.razon:
        return f"conforme al artículo {fundamento.articulo.texto} de los Lineamientos."
    return f"{fundamento.razon.rstrip('.')} ({fundamento.articulo.cita})."


def como_contestar(datos: DatosDeCarta, *, archivos: bool = True) -> tuple[Bloque, ...]:
    """Por dónde y en qué horario (arts. 9 y 10).

    Args:
        datos: Lo que dice la comunicación.
        archivos: Si lo que se espera son archivos, o basta con un escrito.
    """
    una = len(datos.cuentas) == 1
    clave = f"la clave de la cuenta ({datos.cuentas[0].cuenta})" if una else "la clave de cada cuenta"
    adjuntos = " y los archivos adjuntos" if archivos else ""
    varias = "; un correo por cuenta, salvo que el formato lleve varias" if archivos and not una else ""
    puntos = [Parrafo(f"dirigido a quien firma esta comunicación, con {clave}.", "Por oficio:")]
    if archivos:
        puntos.insert(
            0,
            Parrafo(f"los archivos, dentro de la que lleva {clave}.", "En la carpeta de entregas:"),
        )
    if datos.institucion.correo:
        puntos.insert(
            0,
            Parrafo(
                f"a {datos.institucion.correo}, desde la dirección registrada en el padrón, con {clave} en "
                f"el asunto{adjuntos}{varias}.",
                "Por correo electrónico:",
            ),
        )
    horario = (
        f"{Articulo(10).resumen.rstrip('.')} ({Articulo(10).cita}). Lo que llegue fuera de ese horario "
        "puede contar como recibido el día hábil siguiente."
    )
    return (
        Parrafo(
            f"Por cualquiera de estos medios ({Articulo(9).cita}):",
            "Cómo se entrega." if archivos else "Cómo se contesta.",
        ),
        Lista(tuple(puntos)),
        Parrafo(horario),
    )


def documentos(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Lo que acompaña a la comunicación, si algo la acompaña."""
    if not datos.documentos:
        return ()
    titulo = "Se acompaña:" if len(datos.documentos) == 1 else "Se acompañan:"
    return (Parrafo(f"{enumerar(datos.documentos)}.", titulo),)


def avisos_previos(cuenta: CuentaDeCarta) -> tuple[Bloque, ...]:
    """Los avisos anteriores de una cuenta, con su fecha y su prueba."""
    if not cuenta.antecedentes:
        return ()
    return (
        Tabla(
            "Lo notificado hasta ahora",
            (Columna("Aviso", 5), Columna("Fecha", 5), Columna("Prueba", 6)),
            tuple((a.titulo, dia(a.fecha), a.prueba) for a in cuenta.antecedentes),
        ),
    )


def observaciones(cuenta: CuentaDeCarta, titulo: str) -> tuple[Bloque, ...]:
    """Las observaciones de una cuenta, cada una con el número con que se cita."""
    if not cuenta.observaciones:
        return ()
    return (
        Tabla(
            titulo,
            (
                Columna("Núm.", 6),
                Columna("Dónde", 13),
                Columna("Qué se encontró", 17),
                Columna("Qué hacer", 17),
            ),
            tuple(
                (o.numero, o.lugar or "toda la entrega", punto(o.mensaje), punto(o.que_hacer))
                for o in cuenta.observaciones
            ),
        ),
    )


def pedido(cuenta: CuentaDeCarta, titulo: str) -> tuple[Bloque, ...]:
    """La información que se pide de una cuenta, además de la estadística."""
    if not cuenta.campos:
        return ()
    return (Tabla(titulo, (Columna("Información", 2), Columna("Qué se pide", 4)), cuenta.campos),)


def recomendadas(cuenta: CuentaDeCarta) -> tuple[Bloque, ...]:
    """Las recomendaciones de una cuenta."""
    if not cuenta.recomendaciones:
        return ()
    return (Lista(tuple(Parrafo(punto(r)) for r in cuenta.recomendaciones)),)
