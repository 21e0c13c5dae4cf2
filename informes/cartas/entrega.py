"""Las comunicaciones de la entrega: requerimiento, recordatorio, acuse, silencio y otra información."""

from informes import numeros
from informes.cartas.comunes import (
    avisos_previos,
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
    trato,
)
from informes.cartas.formas import Bloque, Datos, Lista, Parrafo
from informes.cartas.modelo import CuentaDeCarta, DatosDeCarta, RecepcionDeCarta
from informes.cartas.palabras import dia, enumerar
from lineamientos.catalogo import REDES, columnas_de_red, tabla_de_red
from lineamientos.referencias import Articulo

_PIDE, _ATIENDE, _ENTREGA = Articulo(6, "II"), Articulo(7), Articulo(11)
_OTRAS_REDES = "art11_otras"
_CONSECUENCIA = (
    "se avisará al titular del área para que ordene atenderlo de inmediato y, si persiste, el Comité de "
    f"Gestión lo conocerá en el informe del semestre ({Articulo(15).cita})."
)


def requerimiento(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Solicitud previa de la estadística (art. 11)."""
    t = trato(datos)
    apertura = (
        f"{con_fundamento((_PIDE, _ATIENDE, _ENTREGA))}se {t.le} solicita entregar la "
        f"estadística del {periodo(datos)} de {t.las_siguientes}:"
    )
    return (
        Parrafo(apertura),
        cuentas(datos),
        *_que_se_entrega(datos),
        *plazo(datos),
        Parrafo(
            f"Si al terminar el plazo no se ha recibido la estadística, se {t.le} requerirá por "
            f"separado ({_PIDE.cita}); si tampoco se atiende, {_CONSECUENCIA}",
            "Si no se atiende.",
        ),
        *como_contestar(datos),
        *documentos(datos),
    )


def recordatorio(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Recordatorio de una entrega que aún no se recibe (art. 11)."""
    t = trato(datos)
    apertura = (
        f"{con_fundamento((_PIDE, _ATIENDE, _ENTREGA))}se {t.le} recuerda que está por vencer el "
        f"plazo para entregar la estadística del {periodo(datos)} de "
        f"{t.las_siguientes}, que a la fecha no consta como recibida:"
    )
    return (
        Parrafo(apertura),
        cuentas(datos),
        *por_cuenta(datos, avisos_previos),
        *plazo(datos),
        Parrafo(
            f"{t.usted('No necesita', 'No necesitan')} hacer nada más; {t.usted('conserve', 'conserven')} "
            "el acuse.",
            f"Si ya {t.usted('la entregó', 'la entregaron')}.",
        ),
        Parrafo(
            f"Se {t.le} requerirá por separado ({_PIDE.cita}); si tampoco se atiende, {_CONSECUENCIA}",
            "Si no se entrega.",
        ),
        *como_contestar(datos),
        *documentos(datos),
    )


def acuse(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Acuse de lo recibido, con su folio, su huella y su momento (arts. 9, 10 y 11)."""
    t = trato(datos)
    recibidas = [r for c in datos.cuentas for r in c.recepciones]
    escritos = [r for r in recibidas if not r.entrega]
    apertura = (
        f"{con_fundamento((Articulo(9), Articulo(10), _ENTREGA))}se acusa recibo "
        f"{_de_que(len(recibidas), len(escritos))}, del {periodo(datos)}, de {t.las_indicadas}:"
    )
    de_escritos = (
        Parrafo(
            f"Se recibió {t.usted('su', 'el')} escrito y queda en el expediente. No es la entrega de la "
            "estadística: mientras esta no se reciba, su plazo sigue corriendo."
            if len(escritos) == 1
            else "Se recibieron los escritos y quedan en el expediente. No son la entrega de la estadística: "
            "mientras esta no se reciba, su plazo sigue corriendo.",
            "De lo que no es una entrega.",
        ),
    )
    hallado = (
        Parrafo(
            f"{t.usted('Puede', 'Pueden')} corregirlo desde ahora, sin esperar a que se {t.le} notifique "
            "como observación.",
            "Lo hallado al revisar.",
        ),
    )
    return (
        Parrafo(apertura),
        *(bloque for c in datos.cuentas for bloque in _recibidas(c)),
        *(de_escritos if escritos else ()),
        *(hallado if any(c.observaciones for c in datos.cuentas) else ()),
        Parrafo(
            "Este acuse hace constar la recepción y no prejuzga sobre el contenido. Si de su revisión "
            f"resultan observaciones, se {t.le} notificarán para que se subsanen ({Articulo(14).cita}).",
            "Alcance.",
        ),
        Parrafo(
            "La huella identifica al archivo byte por byte: con ella puede comprobarse que el archivo "
            "que se conserva es el mismo que se entregó.",
            "Para qué sirve la huella.",
        ),
        *documentos(datos),
    )


def silencio(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Requerimiento a quien nada entregó (art. 6, fracción II)."""
    t = trato(datos)
    apertura = (
        f"{con_fundamento((_PIDE, _ATIENDE, _ENTREGA))}y toda vez que terminó el plazo de entrega sin que "
        f"conste como recibida la estadística del {periodo(datos)} de {t.las_siguientes}, se {t.le} "
        "requiere entregarla en el plazo que se indica:"
    )
    return (
        Parrafo(apertura),
        cuentas(datos),
        *por_cuenta(datos, avisos_previos),
        *_que_se_entrega(datos),
        *plazo(datos),
        Parrafo(_CONSECUENCIA[0].upper() + _CONSECUENCIA[1:], "Si no se atiende."),
        *como_contestar(datos),
        *documentos(datos),
    )


def especial(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Requerimiento de otra información, en otro formato y con fecha propia (art. 12)."""
    t = trato(datos)
    quien = f" a {datos.atencion}" if datos.atencion else ""
    apertura = (
        f"{con_fundamento((_PIDE, _ATIENDE, Articulo(12)))}se {t.le} solicita entregar{quien} la "
        f"información que se indica, del {periodo(datos)}, de "
        f"{t.las_siguientes}:"
    )
    motivo = (Parrafo(datos.motivo, "Motivo."),) if datos.motivo else ()
    return (
        Parrafo(apertura),
        cuentas(datos),
        *motivo,
        *por_cuenta(datos, lambda c: pedido(c, "Información que se solicita")),
        Parrafo(
            "Esta información es distinta de la estadística del artículo 11 y no la sustituye.", "Alcance."
        ),
        *plazo(datos),
        *como_contestar(datos),
        *documentos(datos),
    )


def _que_se_entrega(datos: DatosDeCarta) -> tuple[Bloque, ...]:
    """Qué columnas del artículo 11 se piden a cada red, y en qué archivos se aceptan."""
    t = trato(datos)
    redes = [r for r in REDES if any(c.red == r for c in datos.cuentas)]
    iguales: dict[str, list[str]] = {}
    for red in redes:
        iguales.setdefault(_columnas(red), []).append(REDES[red])
    puntos = tuple(Parrafo(f"{columnas}.", f"{enumerar(de)}:") for columnas, de in iguales.items())
    pantallas = (
        " En Facebook se acompañan copias de pantalla de algunos ejemplos, sin rostros ni nombres de "
        "ciudadanos."
        if "facebook" in redes
        else ""
    )
    activas = (
        f" De {enumerar([REDES[r] for r in otras])} se entrega solo si la cuenta está activa; si no lo está, "
        f"{t.usted('conteste', 'contesten')} diciéndolo."
        if (otras := [r for r in redes if tabla_de_red(r) == _OTRAS_REDES])
        else ""
    )
    return (
        Parrafo(
            f"La estadística del artículo 11 de los Lineamientos.{pantallas}{activas}", "Qué se entrega."
        ),
        Lista(puntos),
        Parrafo(
            f"{t.usted('Puede', 'Pueden')} entregar el formato oficial lleno o la exportación de la propia "
            "plataforma, tal como se descarga y sin abrirla en una hoja de cálculo. Si la plataforma no da "
            "una cifra, se escribe «No disponible», nunca cero. Las columnas marcadas «Art. 12» son "
            "complementarias: dejarlas vacías no es incumplimiento.",
            "En qué archivo.",
        ),
    )


def _columnas(red: str) -> str:
    dichas = [
        f"{c.titulo_oficial} ({c.letra})" if c.letra else f"{c.titulo_oficial} (si aplica)"
        for c in columnas_de_red(red)
    ]
    return enumerar(dichas)


def _de_que(recibidas: int, escritos: int) -> str:
    """De qué se acusa recibo: de entregas, de escritos que no lo son o de ambos."""
    if escritos == 0:
        return "de la entrega siguiente" if recibidas == 1 else "de las entregas siguientes"
    if escritos == recibidas:
        return "del escrito siguiente" if escritos == 1 else "de los escritos siguientes"
    return "de las entregas y los escritos siguientes"


def _recibidas(cuenta: CuentaDeCarta) -> tuple[Bloque, ...]:
    """Lo que se acusa de una cuenta y, si ya se revisó, lo que se halló."""
    recibido = (_recibido(r) for r in cuenta.recepciones)
    return (nombrada(cuenta), *recibido, *observaciones(cuenta, "Lo que puede corregirse"))


def _recibido(r: RecepcionDeCarta) -> Datos:
    en_tiempo = {
        True: "Sí, dentro del plazo",
        False: "No, después del plazo",
        None: "No corría un plazo",
    }[r.en_tiempo]
    huella = (("Huella SHA-256", r.sha256),) if r.sha256 else ()
    return Datos(
        (
            ("Folio", r.folio),
            ("Se recibió", r.archivo),
            *huella,
            ("Momento", f"{numeros.momento(r.recibido_en)}, por {_MEDIOS[r.medio]}"),
            ("Día que cuenta", f"{dia(r.fecha)} ({Articulo(10).cita})"),
            *((("En tiempo", en_tiempo),) if r.entrega else ()),
        )
    )


_MEDIOS = {"carpeta": "la carpeta de entregas", "correo": "correo electrónico", "papel": "oficio o en papel"}
