"""Comunicaciones de muestra, una por clase, con una cuenta y un destinatario o con varios."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from informes.cartas.modelo import (
    CORREO,
    OFICIO,
    Antecedente,
    CuentaDeCarta,
    DatosDeCarta,
    Destinatario,
    Institucion,
    ObservacionDeCarta,
    RecepcionDeCarta,
)
from informes.numeros import ZONA
from lineamientos.calendario import Fuente
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion, Papel
from lineamientos.referencias import Articulo, Fundamento
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import Plazo

C = ClaseDeComunicacion
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
    b'<circle cx="20" cy="20" r="18" fill="#b3005f"/></svg>'
)
INSTITUCION = Institucion(
    organismo="Instituto Electoral de Muestra",
    unidad="Coordinación Nacional de Comunicación Social",
    domicilio="Viaducto Tlalpan 100, Ciudad de México, C. P. 14610",
    lugar="Ciudad de México",
    logotipo=SVG,
    firmante="Mtra. Rosa Ibáñez Soto",
    cargo="Coordinadora Nacional de Comunicación Social",
    delegacion="",
    correo="cuentas@muestra.mx",
)
AREA = "Junta Local Ejecutiva en Oaxaca"
ADMINISTRADORA = Destinatario("Lic. Ana Núñez Peña", "ana.nunez@muestra.mx", Papel.ADMINISTRADOR, AREA)
ENCARGADO = Destinatario("Ing. Luis Güemes", "luis.guemes@muestra.mx", Papel.ENCARGADO, AREA)
TITULAR = Destinatario("Dr. Íñigo Cué", "titular@muestra.mx", Papel.TITULAR, AREA)
UT = Destinatario("", "ut@muestra.mx", Papel.UNIDAD_DE_TRANSPARENCIA, "")
CNCS = Destinatario("Mtra. Rosa Ibáñez Soto", "rosa@muestra.mx", Papel.COMUNICACION_SOCIAL, "CNCS")

X = CuentaDeCarta("x_jle_oaxaca", "INE Oaxaca", "x", "INEOaxaca", AREA)
FACEBOOK = CuentaDeCarta(
    "facebook_jle_oaxaca", "INE Oaxaca en Facebook", "facebook", "JuntaLocalOaxaca", AREA
)
OBSERVACIONES = (
    ObservacionDeCarta(
        "a" * 64,
        "formato.xlsx, hoja X, fila 5, columna «B · Mensajes propios»",
        "Los mensajes propios (310) son más que los publicados (298)",
        "Revise las dos cifras: los propios son parte de los publicados",
    ),
    ObservacionDeCarta(
        "b" * 64,
        "",
        "No se recibió el número de contenidos multimedia",
        "Escriba la cifra, o «No disponible» si la plataforma no la da",
        raiz="c" * 64,
    ),
)
ANTECEDENTES = (
    Antecedente(
        "Requerimiento de la estadística", date(2026, 12, 18), "correo aceptado por el servidor, folio 118"
    ),
    Antecedente("Observaciones a lo recibido", date(2027, 1, 8), "acuse de oficio núm. CNCS/031/2027"),
)
RECEPCION = RecepcionDeCarta(
    folio="A-2026-2-00017",
    archivo="x_jle_oaxaca/formato.xlsx",
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    recibido_en=datetime(2027, 1, 7, 17, 42, tzinfo=ZONA),
    fecha=date(2027, 1, 7),
    en_tiempo=True,
    medio="correo",
)


def plazo(dia: date, articulo: Articulo, razon: str, *, confirmado: bool = True) -> Plazo:
    fuente = Fuente(
        "acuerdo_2027", "acuerdo de días inhábiles de 2027", "Publicación pendiente en el DOF", confirmado
    )
    return Plazo("Vence", dia, Fundamento(articulo, razon), (fuente,))


_VENTANA = plazo(date(2027, 1, 10), Articulo(11), "10 días hábiles desde el primero", confirmado=False)
_NOTIFICADO = "2 días hábiles desde el siguiente a la notificación"
_DE_CADA_CLASE: dict[ClaseDeComunicacion, dict[str, Any]] = {
    C.REQUERIMIENTO: {
        "plazo": _VENTANA,
        "desde": date(2027, 1, 1),
        "corre_desde": date(2027, 1, 1),
        "documentos": ("formato_2026-2.xlsx", "guia_para_administradores.pdf"),
    },
    C.RECORDATORIO: {"plazo": _VENTANA, "antecedentes": ANTECEDENTES[:1]},
    C.ACUSE: {"recepciones": (RECEPCION,), "observaciones": OBSERVACIONES[:1]},
    C.OBSERVACIONES: {
        "plazo": plazo(date(2027, 1, 12), Articulo(14), _NOTIFICADO),
        "observaciones": OBSERVACIONES,
    },
    C.SILENCIO: {
        "plazo": plazo(
            date(2027, 1, 13),
            Articulo(4),
            f"{_NOTIFICADO}; así se determinó: «Art. 14 por analogía; determinación conforme al art. 4»",
        ),
        "antecedentes": ANTECEDENTES[:1],
        "documentos": ("formato_2026-2.xlsx",),
    },
    C.TITULAR: {
        "plazo": plazo(
            date(2027, 1, 15),
            Articulo(4),
            f"{_NOTIFICADO}; así se determinó: «El art. 15 pide atención "
            "inmediata sin fijar días; se toma el plazo del art. 14»",
        ),
        "antecedentes": ANTECEDENTES,
        "observaciones": OBSERVACIONES[:1],
    },
    C.RECOMENDACIONES: {
        "recomendaciones": (
            "Publique al menos dos veces por semana, también fuera de los procesos electorales",
            "Acompañe los mensajes de Comunicación Social con contenido propio de la junta.",
        )
    },
    C.RESOLUCION: {
        "sesion": "Segunda ordinaria",
        "acuerdo": "CG-CGRS/02/2027",
        "resuelta_el": date(2027, 1, 27),
        "clase_resuelta": "Pertinente con recomendaciones",
        "razones": "Publica con regularidad y su audiencia crece",
        "recomendaciones": ("Acompañe los mensajes de Comunicación Social con contenido propio.",),
    },
    C.ESPECIAL: {
        "plazo": plazo(date(2027, 2, 12), Articulo(12), "fecha específica que se notifica"),
        "atencion": "la Subdirección de Medios Alternativos",
        "motivo": "Se prepara el diagnóstico de accesibilidad de las cuentas.",
        "campos": (
            ("Textos alternativos", "Cuántas imágenes del semestre llevan texto alternativo"),
            ("Subtítulos", "Cuántos videos del semestre llevan subtítulos"),
        ),
    },
    C.TRANSPARENCIA: {
        "sesion": "Segunda ordinaria",
        "acuerdo": "CG-CGRS/02/2027",
        "resuelta_el": date(2027, 1, 27),
        "documentos": ("informe_2026-2.pdf", "anexo_anual_2026.xlsx"),
    },
    C.COMITE: {
        "plazo": plazo(date(2027, 2, 5), Articulo(8, "II"), "fecha que fija el Comité"),
        "motivo": "Que se informe cómo se atendieron las recomendaciones del semestre anterior.",
        "recomendaciones": ("Publique al menos dos veces por semana.",),
    },
    C.INTERNO: {
        "plazo": plazo(
            date(2027, 1, 20), Articulo(13), "10 días hábiles desde el siguiente al cierre de la entrega"
        ),
        "motivo": "El plazo para evaluar termina el 2027-01-20 y falta la evaluación de cierre.",
    },
}
_PERSONAS = {
    Papel.ADMINISTRADOR: ADMINISTRADORA,
    Papel.ENCARGADO: ENCARGADO,
    Papel.TITULAR: TITULAR,
    Papel.UNIDAD_DE_TRANSPARENCIA: UT,
    Papel.COMUNICACION_SOCIAL: CNCS,
}
_FECHADA: dict[ClaseDeComunicacion, date] = {
    C.REQUERIMIENTO: date(2026, 12, 17),
    C.RECORDATORIO: date(2027, 1, 6),
    C.ACUSE: date(2027, 1, 7),
    C.OBSERVACIONES: date(2027, 1, 10),
    C.SILENCIO: date(2027, 1, 11),
    C.TITULAR: date(2027, 1, 13),
    C.INTERNO: date(2027, 1, 17),
    C.RECOMENDACIONES: date(2027, 1, 22),
    C.RESOLUCION: date(2027, 1, 28),
    C.TRANSPARENCIA: date(2027, 1, 28),
    C.COMITE: date(2027, 1, 29),
    C.ESPECIAL: date(2027, 2, 1),
}
_SIN_CUENTAS = (C.TRANSPARENCIA, C.INTERNO)


def datos(clase: ClaseDeComunicacion, *, varias: bool = False, **cambios: Any) -> DatosDeCarta:
    """Lo que dice una comunicación de muestra.

    Con ``varias`` va a dos personas por dos cuentas y por oficio sin número; si no, a una, por una y por
    correo.
    """
    suyos = dict(_DE_CADA_CLASE[clase])
    de_cuenta = {k: suyos.pop(k) for k in tuple(suyos) if k in CuentaDeCarta.__dataclass_fields__}
    # La segunda tiene otras observaciones, o ninguna: no siempre se dice lo mismo de todas.
    de_la_segunda = de_cuenta | {"observaciones": de_cuenta.get("observaciones", ())[1:]}
    cuentas = (replace(X, **de_cuenta),) + ((replace(FACEBOOK, **de_la_segunda),) if varias else ())
    para = COMUNICACIONES[clase].para if varias else COMUNICACIONES[clase].para[:1]
    a_quienes = tuple(_PERSONAS[p] for p in para)
    copias = tuple(replace(_PERSONAS[p], copia=True) for p in COMUNICACIONES[clase].con_copia)
    base = DatosDeCarta(
        comunicacion=hashlib.sha256(clase.value.encode()).hexdigest(),
        clase=clase,
        canal=OFICIO if varias else CORREO,
        semestre=Semestre(2026, 2),
        fechada_en=datetime.combine(_FECHADA[clase], time(17, 45), ZONA),
        numero="",
        institucion=INSTITUCION,
        destinatarios=a_quienes + copias,
        cuentas=() if clase in _SIN_CUENTAS else cuentas,
        **suyos,
    )
    return replace(base, **cambios)
